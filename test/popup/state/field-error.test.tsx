// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { loadChecks } from '../../../src/popup/state/load-checks.ts'
import { getButton, getField, renderPopup } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(loadChecks)
beforeAll(() => import('../../../src/popup/form/SessionFields.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const typeInto = (name: string, text: string) => fireEvent.input(getField(name), { target: { value: text } })
const submit = () => fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
const invalidField = () => document.querySelector('[aria-invalid=true]')

const fillForm = () => {
  typeInto('User directory', 'DOMAIN')
  typeInto('User id', 'User1')
}

it.each([
  ['User directory', ' ', 'Enter a user directory.'],
  ['User id', '', 'Enter a user id.'],
  ['User id', 'x'.repeat(256), 'it must not be longer than 255 characters'],
  ['User directory', "'DOMAIN", "it must not begin or end with the quotation mark '"],
  ['User id', 'User1”', 'it must not begin or end with the quotation mark ”'],
  ['User id', 'User1\u200b', 'it must not contain U+200B, which is invisible or looks like a space'],
  ['User id', '\u2067User1', 'it must not contain U+2067'],
  ['User directory', 'DOM\u00adAIN', 'it must not contain U+00AD'],
  [
    'User id',
    'M\ufffdller',
    'it must not contain U+FFFD, which stands for a character that could not be read',
  ],
  ['User id', '\udc00', 'it must not contain U+DC00'],
  ['User id', '..', 'it must not have an empty part, . or .. between slashes'],
  ['User directory', 'TESTING/../DOMAIN', 'it must not have an empty part, . or .. between slashes'],
  ['Virtual proxy prefix', 'ticket', 'in the addresses of the Proxy Service'],
  ['Virtual proxy prefix', '/Sales/', /^Use a prefix of lowercase letters.*did you mean "sales"\?\)\.$/],
  ['Attribute name', ' ', 'an attribute must have a name'],
  ['Attribute value', 'HR', 'an attribute must have a name', 'Attribute name'],
  ['Attribute value', 'a\u0007b', 'it must not contain control characters'],
])('findFieldError rejects %s with %j and starts no run', (name, typed, says, place = name) => {
  const link = renderPopup()
  fillForm()
  if (typed === 'a\u0007b') typeInto('Attribute name', 'group')
  typeInto(name, typed)
  submit()
  expect(link.sent).toEqual([])
  expect(invalidField()).toBe(getField(place))
  expect(document.activeElement).toBe(getField(place))
  expect(screen.getByRole('alert').textContent).toMatch(says)
  expect(screen.getByRole('alert').dataset.code).toMatch(/^(BAD_REQUEST|IDENTITY_INVALID)$/)
})

it('an empty form marks both names and moves to the first', () => {
  renderPopup()
  submit()
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Enter a user directory.',
    'Enter a user id.',
  ])
  expect(document.activeElement).toBe(getField('User directory'))
  typeInto('User directory', 'DOMAIN')
  expect(screen.queryAllByRole('alert')).toEqual([])
})

it('an invalid field keeps its hint and shows the error as an alert', () => {
  renderPopup()
  fillForm()
  typeInto('Virtual proxy prefix', '/Sales/')
  const hint = getField('Virtual proxy prefix').getAttribute('aria-describedby')
  submit()
  expect(invalidField()?.getAttribute('aria-describedby')).toBe(hint)
  expect(document.getElementById(hint ?? '')?.className).toBe('hint')
})

it('an invalid field alerts again on every submit', () => {
  renderPopup()
  submit()
  const [first] = screen.getAllByRole('alert')
  submit()
  const [second] = screen.getAllByRole('alert')
  expect(second).not.toBe(first)
  expect(second?.textContent).toBe(first?.textContent)
})

it('findFieldError finds the row of an attribute among empty rows', () => {
  renderPopup()
  fillForm()
  fireEvent.click(getButton('Add attribute'))
  fireEvent.click(getButton('Add attribute'))
  const values = screen.getAllByRole('textbox', { name: 'Attribute value' })
  fireEvent.input(values[2] ?? document.body, { target: { value: 'HR' } })
  submit()
  expect(document.activeElement).toBe(screen.getAllByRole('textbox', { name: 'Attribute name' })[2])
})

it('an invalid field under More opens More', async () => {
  renderPopup()
  fillForm()
  fireEvent.click(getButton('More'))
  fireEvent.input(await screen.findByRole('textbox', { name: 'Session id' }), { target: { value: 'short' } })
  fireEvent.click(getButton('More'))
  submit()
  expect(document.activeElement).toBe(getField('Session id'))
  expect(screen.getByRole('alert').textContent).toMatch(/^Use 8 to 1,024/)
  fireEvent.click(getButton('Generate a new session id'))
  expect(invalidField()).toBeNull()
})

it.each(['User id', 'Attribute value'])('a field error stays until the tester types, also in %s', name => {
  const link = renderPopup()
  submit()
  expect(invalidField()).toBe(getField('User directory'))
  typeInto(name, 'x')
  expect(invalidField()).toBeNull()
  expect(link.sent).toEqual([])
})

it('findFieldError leaves errors without a field to the background', () => {
  const link = renderPopup()
  fillForm()
  typeInto('Attribute name', 'group')
  typeInto('Attribute value', 'x'.repeat(70_000))
  submit()
  expect(invalidField()).toBeNull()
  expect(link.sent).toMatchObject([{ intent: 'signIn' }, { permission: '*://qlik.example.com/*' }])
})

it('findFieldError names the quotes of a pasted user in both fields, one after the other', () => {
  const link = renderPopup()
  typeInto('User directory', "'DOMAIN\\User1'")
  expect([getField('User directory').value, getField('User id').value]).toEqual(["'DOMAIN", "User1'"])
  submit()
  expect(invalidField()).toBe(getField('User directory'))
  typeInto('User directory', 'DOMAIN')
  submit()
  expect(invalidField()).toBe(getField('User id'))
  expect(link.sent).toEqual([])
})
