// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type Persona, sortPersonas } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import { loadChecks } from '../../../src/popup/state/load-checks.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { personaFixture } from '../../support/persona-fixture.ts'
import { getButton, readyState, renderPopup } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(loadChecks)
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

it('PersonaBar is hidden without personas', () => {
  renderPopup()
  expect(screen.queryByRole('combobox', { name: 'Find a persona' })).toBeNull()
})

it('PersonaBar is focused in the first frame if there were personas the last time', () => {
  openWithPersonas()
  cleanup()
  renderPopup(new FakeBackgroundClient())
  expect(document.activeElement).toBe(searchField())
  expect(screen.getAllByRole('button', { name: /^(Anna|Ben|Carla)$/ })).toHaveLength(3)
})

it('PersonaBar signs in on a click and asks for the permission in the same gesture', () => {
  const link = openWithPersonas()
  fireEvent.click(getButton('Ben'))
  expect(link.sent.at(-2)).toMatchObject({
    intent: 'signIn',
    request: { persona: 'ben', site: 'production' },
  })
  expect(link.sent.at(-1)).toEqual({ permission: '*://qlik.example.com/*' })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'User id' }).value).toBe('Ben')
})

it('PersonaBar lists pinned, then recently used personas and signs in the active one on Enter', async () => {
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

it('PersonaBar signs in in a private window with Ctrl', () => {
  const link = openWithPersonas()
  typeQuery('ben')
  fireEvent.keyDown(searchField(), { key: 'Enter', ctrlKey: true })
  expect(link.sent).toContainEqual(
    expect.objectContaining({ request: expect.objectContaining({ persona: 'ben', inPrivateWindow: true }) }),
  )
})

it('PersonaBar accepts Enter right after typing, before the list is drawn', () => {
  const link = openWithPersonas()
  typeQuery('be')
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual(['ben'])
})

it('PersonaBar ignores keys of an input method', () => {
  const link = openWithPersonas()
  typeQuery('be')
  fireEvent.keyDown(searchField(), { key: 'Enter', isComposing: true })
  expect(signInRequests(link)).toEqual([])
})

it('PersonaBar says that nothing matches, and Enter then signs nobody in', async () => {
  const link = openWithPersonas()
  typeQuery('zzz')
  expect(await screen.findByText('No matching persona', {}, { timeout: 10_000 })).toBeTruthy()
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual([])
})

it.each([
  ['more', 0, 3],
  ['fewer', 2, 1],
])('PersonaBar keeps the focus when a persona with %s attributes is chosen', (_, added, rows) => {
  const attributes = Array.from({ length: rows }, (_, place) => ({ name: 'group', value: `${place}` }))
  openWithPersonas([{ ...anna, attributeSets: [{ name: '', attributes }] }])
  for (let count = 0; count < added; count += 1) fireEvent.click(getButton('Add attribute'))
  searchField().focus()
  typeQuery('anna')
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(screen.getAllByRole('textbox', { name: 'Attribute name' })).toHaveLength(rows)
  expect(document.activeElement).toBe(searchField())
})

it('PersonaBar sends nothing during a run', () => {
  const link = openWithPersonas()
  fireEvent.click(getButton('Ben'))
  fireEvent.click(getButton('Anna'))
  expect(signInRequests(link)).toEqual(['ben'])
})

it('PersonaBar closes and clears the query on Escape and when it loses the focus', async () => {
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

it('PersonaToolbar pins, duplicates, deletes and switches the attribute set', async () => {
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

it('PersonaBar undoes a deletion, even of the last persona', async () => {
  const link = openWithPersonas([], { deleted: anna, deletedAt: Date.now() })
  expect((await screen.findByText('Anna')).closest('[role=status]')?.textContent).toBe('Deleted Anna.Undo')
  fireEvent.click(getButton('Undo'))
  expect(link.sent.at(-1)).toEqual({ intent: 'undeletePersona' })
})

it('the popup offers to undo a deletion for ten seconds, also one before it opened', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 50_000 })
  try {
    openWithPersonas([ben], { deleted: anna, deletedAt: 45_000 })
    await screen.findByText('Anna')
    await act(() => void vi.advanceTimersByTime(4_000))
    expect(screen.queryByText('Anna')).not.toBeNull()
    await act(() => void vi.advanceTimersByTime(1_000))
    expect(screen.queryByText('Anna')).toBeNull()
  } finally {
    vi.useRealTimers()
  }
})

it('PersonaBar keeps its buttons while a deletion can be undone', () => {
  openWithPersonas([ben, carla], { deleted: anna, deletedAt: Date.now() })
  expect(readButtons()).toEqual(['Carla', 'Ben'])
})

it('PersonaBar keeps the order of its buttons when a persona is used, pinned ones first', () => {
  openWithPersonas([ben, { ...anna, lastUsedAt: 99 }, carla])
  expect(readButtons()).toEqual(['Carla', 'Ben', 'Anna'])
  expect(getButton('Ben').title).toBe('Ben – DOMAIN\\Ben (Alt+Shift+2)')
})

const readButtons = () =>
  within(screen.getByRole('group', { name: 'Sign in as a persona' }))
    .getAllByRole('button')
    .map(button => button.getAttribute('aria-label'))

it('the popup says that a persona was saved', async () => {
  openWithPersonas()
  typeQuery('anna')
  await listOptions()
  fireEvent.click(getButton('Edit Anna'))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(readStatuses()).toContain('Saved Anna.'))
})

const readStatuses = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

it('PersonaList shows the attributes, and first why a persona cannot be used', async () => {
  openWithPersonas([
    { ...anna, site: 'old', attributeSets: [{ name: '', attributes: [{ name: 'group', value: 'HR' }] }] },
  ])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  const [row] = await listOptions()
  expect(row?.querySelector('small')?.textContent).toMatch(/^site "old" no longer exists.*group=HR$/)
})

it('PersonaList keeps the active persona when rows above it change', async () => {
  const link = openWithPersonas()
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  fireEvent.keyDown(searchField(), { key: 'ArrowUp' })
  await waitFor(() => expect(activeOption()).toContain('Ben'))
  link.publish({ ...readyState, personas: { personas: sortPersonas([ben, carla]) } })
  await waitFor(async () => expect(await listOptions()).toHaveLength(2))
  expect(activeOption()).toContain('Ben')
})

it('PersonaList stops at the ends with page keys and wraps around with arrows', async () => {
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

it('PersonaBar leaves other keys to the popup while the list is closed', () => {
  openWithPersonas()
  for (const key of ['Enter', 'Escape', 'PageDown'])
    expect(fireEvent.keyDown(searchField(), { key })).toBe(true)
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('PersonaList activates the row under the pointer', async () => {
  const link = openWithPersonas()
  typeQuery('')
  const [, second] = await listOptions()
  if (second !== undefined) fireEvent.mouseMove(second)
  fireEvent.keyDown(searchField(), { key: 'Enter' })
  expect(signInRequests(link)).toEqual(['anna'])
})

const activeOption = () =>
  within(screen.getByRole('listbox')).getByRole('option', { selected: true }).textContent

it('PersonaList renders only the visible rows of ten thousand', async () => {
  openWithPersonas(Array.from({ length: 10_000 }, (_, index) => personaFixture(`User ${index}`)))
  typeQuery('user 7')
  const rows = await listOptions()
  expect(rows.length).toBeLessThan(12)
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('3439')
})

it('PersonaBar says that changes could not be saved', async () => {
  openWithPersonas([anna], { notSaved: 'quota exceeded' })
  expect((await screen.findByRole('alert')).textContent).toContain('quota exceeded')
})

it('PersonaList says that the site of a persona is missing', async () => {
  openWithPersonas([{ ...anna, site: 'old' }])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  expect((await listOptions())[0]?.textContent).toContain('site "old" no longer exists')
})

it('PersonaList shows no site for a persona without one', async () => {
  openWithPersonas([{ ...anna, site: '' }])
  fireEvent.keyDown(searchField(), { key: 'ArrowDown' })
  expect((await listOptions())[0]?.textContent).not.toContain('any more')
})
