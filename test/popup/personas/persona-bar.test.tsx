// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Persona, sortPersonas } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import { loadValidation } from '../../../src/popup/state/lazy-validation.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { personaFixture } from '../../support/persona-fixture.ts'
import { getButton, readyState, renderPopup } from '../../support/render-popup.tsx'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(loadValidation)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const anna = personaFixture('Anna', { site: 'production', lastUsedAt: 3 })
const ben = personaFixture('Ben', { site: 'production', lastUsedAt: 2 })
const carla = personaFixture('Carla', { site: 'production', pinned: true })

const openWithPersonas = (personas: Persona[] = [anna, ben, carla], more: Partial<PersonasState> = {}) =>
  renderPopup(new FakeBackgroundClient({ ...readyState, personas: { personas, ...more } }))
const searchField = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Find a persona' })
const typeQuery = (text: string) => fireEvent.input(searchField(), { target: { value: text } })
const listOptions = async () =>
  within(await screen.findByRole('listbox', {}, { timeout: 10_000 })).findAllByRole('option')
const signInRequests = (link: FakeBackgroundClient) =>
  link.sent.flatMap(asked => ('intent' in asked && asked.intent === 'signIn' ? [asked.request.persona] : []))

it('is not there without personas', () => {
  renderPopup()
  expect(screen.queryByRole('combobox', { name: 'Find a persona' })).toBeNull()
})

it('is there from the first frame, with the focus, when it was there the last time', () => {
  openWithPersonas()
  cleanup()
  renderPopup(new FakeBackgroundClient())
  expect(document.activeElement).toBe(searchField())
  expect(screen.getAllByRole('button', { name: /^(Anna|Ben|Carla)$/ })).toHaveLength(3)
})

it('signs in at one click, and asks for the permission in the same gesture', () => {
  const link = openWithPersonas()
  fireEvent.click(getButton('Ben'))
  expect(link.sent.at(-2)).toMatchObject({
    intent: 'signIn',
    request: { persona: 'ben', site: 'production' },
  })
  expect(link.sent.at(-1)).toEqual({ permission: '*://qlik.example.com/*' })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'User id' }).value).toBe('Ben')
})

it('lists the pinned ones first, then the last used, and signs the active one in at Enter', async () => {
  const link = openWithPersonas()
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  expect((await listOptions()).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Carla'),
    expect.stringContaining('Anna'),
    expect.stringContaining('Ben'),
  ])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual(['anna'])
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('signs in beside with Ctrl', () => {
  const link = openWithPersonas()
  typeQuery('ben')
  fireEvent.keyDown(searchField(), { key: 'Enter', ctrlKey: true })
  expect(link.sent).toContainEqual(
    expect.objectContaining({ request: expect.objectContaining({ persona: 'ben', beside: true }) }),
  )
})

it('takes Enter right after typing, even before the list is drawn', () => {
  const link = openWithPersonas()
  typeQuery('be')
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual(['ben'])
})

it('leaves the keys to the one who still writes a word', () => {
  const link = openWithPersonas()
  typeQuery('be')
  fireEvent.keyDown(searchField(), { key: 'Enter', isComposing: true })
  expect(signInRequests(link)).toEqual([])
})

it('says that nobody matches, and then Enter signs nobody in', async () => {
  const link = openWithPersonas()
  typeQuery('zzz')
  expect(await screen.findByText('No matching persona', {}, { timeout: 10_000 })).toBeTruthy()
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual([])
})

it.each([
  ['more', 0, 3],
  ['fewer', 2, 1],
])('keeps the focus where it is when %s attributes come with a persona', (_, added, rows) => {
  const attributes = Array.from({ length: rows }, (_, place) => ({ name: 'group', value: `${place}` }))
  openWithPersonas([{ ...anna, attributeSets: [{ name: '', attributes }] }])
  for (let count = 0; count < added; count += 1) fireEvent.click(getButton('Add attribute'))
  searchField().focus()
  typeQuery('anna')
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(screen.getAllByRole('textbox', { name: 'Attribute name' })).toHaveLength(rows)
  expect(document.activeElement).toBe(searchField())
})

it('asks for nothing while a run goes on', () => {
  const link = openWithPersonas()
  fireEvent.click(getButton('Ben'))
  fireEvent.click(getButton('Anna'))
  expect(signInRequests(link)).toEqual(['ben'])
})

it('closes at Escape and when the focus goes elsewhere, and forgets what was typed', async () => {
  openWithPersonas()
  typeQuery('ben')
  await listOptions()
  fireEvent.keyDown(searchField(), { key: 'Escape' })
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(searchField().value).toBe('')
  typeQuery('ben')
  fireEvent.focusOut(searchField(), { relatedTarget: getButton('Sign in') })
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('pins, duplicates, deletes and swaps the attribute set on the row', async () => {
  const link = openWithPersonas()
  typeQuery('anna')
  await listOptions()
  fireEvent.click(getButton('Pin Anna'))
  fireEvent.click(getButton('Duplicate Anna'))
  fireEvent.change(screen.getByRole('combobox', { name: 'Attribute set of Anna' }), {
    target: { value: 'without HR' },
  })
  fireEvent.click(getButton('Delete Anna'))
  expect(link.sent.filter(asked => 'id' in asked)).toEqual([
    { intent: 'pinPersona', id: 'anna', pinned: true },
    { intent: 'duplicatePersona', id: 'anna', newId: expect.any(String), label: 'Anna (copy)' },
    { intent: 'useAttributeSet', id: 'anna', set: 'without HR' },
    { intent: 'deletePersona', id: 'anna' },
  ])
})

it('says what was deleted and takes it back, also when it was the last one', () => {
  const link = openWithPersonas([], { deleted: anna })
  expect(screen.getByText('Anna').closest('[role=status]')?.textContent).toBe('Deleted Anna.Undo')
  fireEvent.click(getButton('Undo'))
  expect(link.sent.at(-1)).toEqual({ intent: 'undeletePersona' })
})

it('keeps the active row when others come and go above it', async () => {
  const link = openWithPersonas()
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  fireEvent.keyDown(searchField(), { key: 'ArrowUp' })
  await waitFor(() => expect(activeOption()).toContain('Ben'))
  link.publish({ ...readyState, personas: { personas: sortPersonas([ben, carla]) } })
  await waitFor(async () => expect(await listOptions()).toHaveLength(2))
  expect(activeOption()).toContain('Ben')
})

it('goes by pages to the ends, and round in single steps', async () => {
  openWithPersonas(Array.from({ length: 9 }, (_, index) => personaFixture(`User ${index}`)))
  const steps: [string, number][] = [
    ['ArrowDown', 0],
    ['ArrowUp', 8],
    ['ArrowDown', 0],
    ['PageDown', 6],
    ['PageDown', 8],
    ['PageUp', 2],
    ['PageUp', 0],
  ]
  for (const [key, place] of steps) {
    fireEvent.keyDown(searchField(), { key })
    await listOptions()
    await waitFor(() => expect(activeOption()).toContain(`User ${place}`))
  }
})

it('leaves to the popup what means nothing to a closed list', () => {
  openWithPersonas()
  for (const key of ['Enter', 'Escape', 'PageDown'])
    expect(fireEvent.keyDown(searchField(), { key })).toBe(true)
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('marks the row that the pointer is on', async () => {
  const link = openWithPersonas()
  typeQuery('')
  const [, second] = await listOptions()
  if (second !== undefined) fireEvent.mouseMove(second)
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual(['anna'])
})

const activeOption = () =>
  within(screen.getByRole('listbox')).getByRole('option', { selected: true }).textContent

it('draws only the rows in sight of ten thousand', async () => {
  openWithPersonas(Array.from({ length: 10_000 }, (_, index) => personaFixture(`User ${index}`)))
  typeQuery('user 7')
  const rows = await listOptions()
  expect(rows.length).toBeLessThan(12)
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('3439')
})

it('says that changes are not kept', () => {
  openWithPersonas([anna], { notSaved: 'quota exceeded' })
  expect(screen.getByRole('alert').textContent).toContain('quota exceeded')
})

it('says that the site of a persona is gone', async () => {
  openWithPersonas([{ ...anna, site: 'old' }])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  expect((await listOptions())[0]?.textContent).toContain('site "old" no longer exists')
})

it('says nothing of a site where a persona has none', async () => {
  openWithPersonas([{ ...anna, site: '' }])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  expect((await listOptions())[0]?.textContent).not.toContain('any more')
})
