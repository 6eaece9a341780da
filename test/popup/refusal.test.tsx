// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { fetchRules } from '../../src/popup/rules.ts'
import { button, field, openPopup } from './app.tsx'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(fetchRules)
beforeAll(() => import('../../src/popup/SessionFields.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const type = (name: string, text: string) => fireEvent.input(field(name), { target: { value: text } })
const submit = () => fireEvent.submit(button('Sign in').closest('form') ?? document.body)
const marked = () => document.querySelector('[aria-invalid=true]')

const fill = () => {
  type('User directory', 'DOMAIN')
  type('User id', 'User1')
}

it.each([
  ['User directory', ' ', 'it must not be empty'],
  ['User id', 'x'.repeat(256), 'it must not be longer than 255 characters'],
  ['Virtual proxy prefix', '/Sales/', /^Give a prefix of lower-case letters.*perhaps "sales"\.$/],
  ['Attribute name', ' ', 'an attribute needs a name'],
  ['Attribute value', 'HR', 'an attribute needs a name', 'Attribute name'],
  ['Attribute value', 'a\u0007b', 'it must not contain control characters'],
])('refuses %s with %j there, and asks for no run', (name, typed, says, place = name) => {
  const link = openPopup()
  fill()
  if (typed === 'a\u0007b') type('Attribute name', 'group')
  type(name, typed)
  submit()
  expect(link.asked).toEqual([])
  expect(marked()).toBe(field(place))
  expect(document.activeElement).toBe(field(place))
  expect(screen.getByRole('alert').textContent).toMatch(says)
  expect(screen.getByRole('alert').dataset.code).toMatch(/^(BAD_REQUEST|IDENTITY_INVALID)$/)
})

it('leaves a field that is refused its hint, and reads the refusal as an alert alone', () => {
  openPopup()
  fill()
  type('Virtual proxy prefix', '/Sales/')
  const hint = field('Virtual proxy prefix').getAttribute('aria-describedby')
  submit()
  expect(marked()?.getAttribute('aria-describedby')).toBe(hint)
  expect(document.getElementById(hint ?? '')?.className).toBe('hint')
})

it('alerts anew each time', () => {
  openPopup()
  submit()
  const first = screen.getByRole('alert')
  submit()
  expect(screen.getByRole('alert')).not.toBe(first)
  expect(screen.getByRole('alert').textContent).toBe(first.textContent)
})

it('finds the row of an attribute among those that say nothing', () => {
  openPopup()
  fill()
  fireEvent.click(button('Add attribute'))
  fireEvent.click(button('Add attribute'))
  const values = screen.getAllByRole('textbox', { name: 'Attribute value' })
  fireEvent.input(values[2] ?? document.body, { target: { value: 'HR' } })
  submit()
  expect(document.activeElement).toBe(screen.getAllByRole('textbox', { name: 'Attribute name' })[2])
})

it('unfolds what is under More for it', async () => {
  openPopup()
  fill()
  fireEvent.click(button('More'))
  fireEvent.input(await screen.findByRole('textbox', { name: 'Session id' }), { target: { value: 'short' } })
  fireEvent.click(button('More'))
  submit()
  expect(document.activeElement).toBe(field('Session id'))
  expect(screen.getByRole('alert').textContent).toMatch(/^Give 8 to 1024/)
  fireEvent.click(button('New session id'))
  expect(marked()).toBeNull()
})

it.each(['User id', 'Attribute value'])('says it until somebody types, in %s too', name => {
  const link = openPopup()
  submit()
  expect(marked()).toBe(field('User directory'))
  type(name, 'x')
  expect(marked()).toBeNull()
  expect(link.asked).toEqual([])
})

it('leaves to the background what is no field of its own', () => {
  const link = openPopup()
  fill()
  type('Attribute name', 'group')
  type('Attribute value', 'x'.repeat(70_000))
  submit()
  expect(marked()).toBeNull()
  expect(link.asked).toMatchObject([{ intent: 'signIn' }, { permission: '*://qlik.example.com/*' }])
})
