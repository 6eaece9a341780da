import { expect, test, vi } from 'vitest'
import { personaColors } from '#shared/personas/persona-colors'
import { listCommands, request, startBackground, startWithPage } from '../support/background-harness.ts'
import { createdSessionFixture } from '../support/created-session-fixture.ts'
import { FakeLocalStorage } from '../support/fake-browser.ts'
import { personaFixture } from '../support/persona-fixture.ts'

test('ends what was asked for of a session, although its popup has closed', async () => {
  const it = await startWithPage()
  it.companion.sessions.push({ ...request.identity, site: 'acme', prefix: '', sessionId: 'one-of-theirs' })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.close()
  const other = it.open()
  hold.release()
  await vi.waitFor(() => expect(other.state?.sessionAction).toMatchObject({ status: 'done', ended: 1 }))
})

test('leaves no companion behind for a list of sessions that nobody sees', async () => {
  const it = await startWithPage()
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.close()
  hold.release()
  await vi.waitFor(() => expect(listCommands(it.companion).at(-1)).toBe('sessions'))
  await vi.waitFor(() => expect(it.companion.isRunning).toBe(false))
})

test('marks the toolbar button when a run ends that nobody sees, and not before', async () => {
  const it = await startWithPage()
  const hold = it.companion.hold('createSession')
  it.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  const other = it.open()
  other.sendIntent({ intent: 'signIn', request })
  other.close()
  it.page.close()
  expect(it.showBadge.mock.calls.flat()).toEqual(['', ''])
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test.each([
  ['!', {}],
  ['✓', { 7: { text: 'AN', colour: personaColors.blue } }],
  ['', { 7: { text: 'AN', colour: personaColors.blue } }],
])('goes on with the mark "%s" of another worker', async (marked, shown) => {
  const storage = new FakeLocalStorage({
    personas: { version: 1, data: { personas: [personaFixture('Anna')] } },
  })
  const it = startBackground({ marked, storage })
  it.browser.cookieJar.set('/', it.browser.createCookie('annas'))
  const tab = { id: 7, active: true, url: `${it.browser.hub}/hub/` }
  it.browser.ports.windows.list = async () => [{ id: 1, isPrivate: false, isFocused: true, tabs: [tab] }]
  await it.ledger.add(createdSessionFixture({ sessionId: 'annas', persona: 'anna' }))
  it.look()
  await vi.waitFor(() => {
    expect(it.tabBadges.writeCount).toBeGreaterThan(0)
    expect(Object.fromEntries(it.tabBadges.shown)).toEqual(shown)
  })
  const page = it.open()
  await vi.waitFor(() => expect([...it.tabBadges.shown.keys()]).toEqual([7]))
  page.close()
})
