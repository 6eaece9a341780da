import { expect, test, vi } from 'vitest'
import { personaColours } from '../../src/shared/persona-colours.ts'
import { LocalStorageDouble } from '../doubles/browser.ts'
import { madeSession } from '../doubles/made-session.ts'
import { personaOf } from '../doubles/persona.ts'
import { commands, request, start, world } from './fixtures/world.ts'

test('ends what was asked for of a session, although its popup has closed', async () => {
  const it = await world()
  it.companion.sessions.push({ ...request.identity, site: 'acme', prefix: '', sessionId: 'one-of-theirs' })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.close()
  const other = it.open()
  hold.release()
  await vi.waitFor(() => expect(other.state?.deed).toMatchObject({ status: 'done', ended: 1 }))
})

test('leaves no companion behind for a list of sessions that nobody sees', async () => {
  const it = await world()
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.close()
  hold.release()
  await vi.waitFor(() => expect(commands(it.companion).at(-1)).toBe('sessions'))
  await vi.waitFor(() => expect(it.companion.isRunning).toBe(false))
})

test('marks the toolbar button when a run ends that nobody sees, and not before', async () => {
  const it = await world()
  const hold = it.companion.hold('createSession')
  it.page.say({ intent: 'signIn', request })
  await hold.reached
  const other = it.open()
  other.say({ intent: 'signIn', request })
  other.close()
  it.page.close()
  expect(it.showBadge.mock.calls.flat()).toEqual(['', ''])
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test.each([
  ['!', {}],
  ['✓', { 7: { text: 'AN', colour: personaColours.blue } }],
  ['', { 7: { text: 'AN', colour: personaColours.blue } }],
])('goes on with the mark "%s" of another worker', async (marked, shown) => {
  const storage = new LocalStorageDouble({
    personas: { version: 1, data: { personas: [personaOf('Anna')] } },
  })
  const it = start({ marked, storage })
  it.browser.jar.set('/', it.browser.cookie('annas'))
  const tab = { id: 7, active: true, url: `${it.browser.hub}/hub/` }
  it.browser.ports.windows.all = async () => [{ id: 1, isPrivate: false, isFocused: true, tabs: [tab] }]
  await it.ledger.add(madeSession({ sessionId: 'annas', persona: 'anna' }))
  it.look()
  await vi.waitFor(() => {
    expect(it.tabBadges.settings).toBeGreaterThan(0)
    expect(Object.fromEntries(it.tabBadges.shown)).toEqual(shown)
  })
  const page = it.open()
  await vi.waitFor(() => expect([...it.tabBadges.shown.keys()]).toEqual([7]))
  page.close()
})
