// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { fetchRules } from '../../../src/popup/rules.ts'
import { inOrder, type Persona } from '../../../src/shared/persona.ts'
import type { PersonasState } from '../../../src/shared/personas.ts'
import { personaOf } from '../../doubles/persona.ts'
import { button, openPopup, readyState } from '../app.tsx'
import { FakeLink } from '../gallery/fake-link.ts'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(fetchRules)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const anna = personaOf('Anna', { site: 'production', lastUsedAt: 3 })
const ben = personaOf('Ben', { site: 'production', lastUsedAt: 2 })
const carla = personaOf('Carla', { site: 'production', pinned: true })

const open = (personas: Persona[] = [anna, ben, carla], more: Partial<PersonasState> = {}) =>
  openPopup(new FakeLink({ ...readyState, personas: { personas, ...more } }))
const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Find a persona' })
const type = (text: string) => fireEvent.input(field(), { target: { value: text } })
const options = async () =>
  within(await screen.findByRole('listbox', {}, { timeout: 10_000 })).findAllByRole('option')
const signedIn = (link: FakeLink) =>
  link.asked.flatMap(asked => ('intent' in asked && asked.intent === 'signIn' ? [asked.request.persona] : []))

it('is not there without personas', () => {
  openPopup()
  expect(screen.queryByRole('combobox', { name: 'Find a persona' })).toBeNull()
})

it('is there from the first frame, with the focus, when it was there the last time', () => {
  open()
  cleanup()
  openPopup(new FakeLink())
  expect(document.activeElement).toBe(field())
  expect(screen.getAllByRole('button', { name: /^(Anna|Ben|Carla)$/ })).toHaveLength(3)
})

it('signs in at one click, and asks for the permission in the same gesture', () => {
  const link = open()
  fireEvent.click(button('Ben'))
  expect(link.asked.at(-2)).toMatchObject({
    intent: 'signIn',
    request: { persona: 'ben', site: 'production' },
  })
  expect(link.asked.at(-1)).toEqual({ permission: '*://qlik.example.com/*' })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'User id' }).value).toBe('Ben')
})

it('lists the pinned ones first, then the last used, and signs the active one in at Enter', async () => {
  const link = open()
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  expect((await options()).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Carla'),
    expect.stringContaining('Anna'),
    expect.stringContaining('Ben'),
  ])
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(signedIn(link)).toEqual(['anna'])
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('signs in beside with Ctrl', () => {
  const link = open()
  type('ben')
  fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
  expect(link.asked).toContainEqual(
    expect.objectContaining({ request: expect.objectContaining({ persona: 'ben', beside: true }) }),
  )
})

it('takes Enter right after typing, even before the list is drawn', () => {
  const link = open()
  type('be')
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(signedIn(link)).toEqual(['ben'])
})

it('leaves the keys to the one who still writes a word', () => {
  const link = open()
  type('be')
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
  expect(signedIn(link)).toEqual([])
})

it('says that nobody matches, and then Enter signs nobody in', async () => {
  const link = open()
  type('zzz')
  expect(await screen.findByText('No persona matches', {}, { timeout: 10_000 })).toBeTruthy()
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(signedIn(link)).toEqual([])
})

it.each([
  ['more', 0, 3],
  ['fewer', 2, 1],
])('keeps the focus where it is when %s attributes come with a persona', (_, added, rows) => {
  const attributes = Array.from({ length: rows }, (_, place) => ({ name: 'group', value: `${place}` }))
  open([{ ...anna, attributeSets: [{ name: '', attributes }] }])
  for (let count = 0; count < added; count += 1) fireEvent.click(button('Add attribute'))
  field().focus()
  type('anna')
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(screen.getAllByRole('textbox', { name: 'Attribute name' })).toHaveLength(rows)
  expect(document.activeElement).toBe(field())
})

it('asks for nothing while a run goes on', () => {
  const link = open()
  fireEvent.click(button('Ben'))
  fireEvent.click(button('Anna'))
  expect(signedIn(link)).toEqual(['ben'])
})

it('closes at Escape and when the focus goes elsewhere, and forgets what was typed', async () => {
  open()
  type('ben')
  await options()
  fireEvent.keyDown(field(), { key: 'Escape' })
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(field().value).toBe('')
  type('ben')
  fireEvent.focusOut(field(), { relatedTarget: button('Sign in') })
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('pins, duplicates, deletes and swaps the attribute set on the row', async () => {
  const link = open()
  type('anna')
  await options()
  fireEvent.click(button('Pin Anna'))
  fireEvent.click(button('Duplicate Anna'))
  fireEvent.change(screen.getByRole('combobox', { name: 'Attribute set of Anna' }), {
    target: { value: 'without HR' },
  })
  fireEvent.click(button('Delete Anna'))
  expect(link.asked.filter(asked => 'id' in asked)).toEqual([
    { intent: 'pinPersona', id: 'anna', pinned: true },
    { intent: 'duplicatePersona', id: 'anna', newId: expect.any(String), label: 'Anna (copy)' },
    { intent: 'useAttributeSet', id: 'anna', set: 'without HR' },
    { intent: 'deletePersona', id: 'anna' },
  ])
})

it('says what was deleted and takes it back, also when it was the last one', () => {
  const link = open([], { deleted: anna })
  expect(screen.getByText('Anna').closest('[role=status]')?.textContent).toBe('Deleted Anna.Undo')
  fireEvent.click(button('Undo'))
  expect(link.asked.at(-1)).toEqual({ intent: 'undeletePersona' })
})

it('keeps the active row when others come and go above it', async () => {
  const link = open()
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  fireEvent.keyDown(field(), { key: 'ArrowUp' })
  await waitFor(() => expect(active()).toContain('Ben'))
  link.publish({ ...readyState, personas: { personas: inOrder([ben, carla]) } })
  await waitFor(async () => expect(await options()).toHaveLength(2))
  expect(active()).toContain('Ben')
})

it('goes by pages to the ends, and round in single steps', async () => {
  open(Array.from({ length: 9 }, (_, index) => personaOf(`User ${index}`)))
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
    fireEvent.keyDown(field(), { key })
    await options()
    await waitFor(() => expect(active()).toContain(`User ${place}`))
  }
})

it('leaves to the popup what means nothing to a closed list', () => {
  open()
  for (const key of ['Enter', 'Escape', 'PageDown']) expect(fireEvent.keyDown(field(), { key })).toBe(true)
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('marks the row that the pointer is on', async () => {
  const link = open()
  type('')
  const [, second] = await options()
  if (second !== undefined) fireEvent.mouseMove(second)
  fireEvent.keyDown(field(), { key: 'Enter' })
  expect(signedIn(link)).toEqual(['anna'])
})

const active = () => within(screen.getByRole('listbox')).getByRole('option', { selected: true }).textContent

it('draws only the rows in sight of ten thousand', async () => {
  open(Array.from({ length: 10_000 }, (_, index) => personaOf(`User ${index}`)))
  type('user 7')
  const rows = await options()
  expect(rows.length).toBeLessThan(12)
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('3439')
})

it('says that changes are not kept', () => {
  open([anna], { notSaved: 'quota exceeded' })
  expect(screen.getByRole('alert').textContent).toContain('quota exceeded')
})

it('says that the site of a persona is gone', async () => {
  open([{ ...anna, site: 'old' }])
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  expect((await options())[0]?.textContent).toContain('no site "old" any more')
})

it('says nothing of a site where a persona has none', async () => {
  open([{ ...anna, site: '' }])
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  expect((await options())[0]?.textContent).not.toContain('any more')
})
