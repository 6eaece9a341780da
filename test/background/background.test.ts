import { expect, test, vi } from 'vitest'
import { personaColors } from '#shared/personas/persona-colors'
import { listCommands, request, startBackground, startWithPage } from '../support/background-harness.ts'
import { createdSessionFixture } from '../support/created-session-fixture.ts'
import { FakeLocalStorage } from '../support/fake-browser.ts'
import { personaFixture } from '../support/persona-fixture.ts'

test('background completes a session action when its popup closes', async () => {
  const bg = await startWithPage()
  bg.companion.sessions.push({ ...request.identity, site: 'acme', prefix: '', sessionId: 'one-of-theirs' })
  const hold = bg.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  bg.page.close()
  const other = bg.openPage()
  hold.release()
  await vi.waitFor(() => expect(other.state?.sessionAction).toMatchObject({ status: 'done', ended: 1 }))
})

test('background stops the companion after a session list that no page sees', async () => {
  const bg = await startWithPage()
  const hold = bg.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  bg.page.close()
  hold.release()
  await vi.waitFor(() => expect(listCommands(bg.companion).at(-1)).toBe('sessions'))
  await vi.waitFor(() => expect(bg.companion.isRunning).toBe(false))
})

test('background sets the badge when a run ends without an open page, and not before', async () => {
  const bg = await startWithPage()
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  const other = bg.openPage()
  other.sendIntent({ intent: 'signIn', request })
  other.close()
  bg.page.close()
  expect(bg.showBadge.mock.calls.flat()).toEqual(['', ''])
  hold.release()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test.each([
  ['!', {}],
  ['✓', { 7: { text: 'AN', color: personaColors.blue, user: 'DOMAIN\\User1', prefix: '' } }],
  ['', { 7: { text: 'AN', color: personaColors.blue, user: 'DOMAIN\\User1', prefix: '' } }],
])('background restores the badge "%s" of a previous worker', async (shownBadge, shown) => {
  const storage = new FakeLocalStorage({
    personas: { version: 1, data: { personas: [personaFixture('Anna')] } },
  })
  const bg = startBackground({ shownBadge, storage })
  bg.browser.cookieJar.set('/', bg.browser.createCookie('annas'))
  const tab = { id: 7, active: true, url: `${bg.browser.hub}/hub/` }
  bg.browser.ports.windows.list = async () => [{ id: 1, isPrivate: false, isFocused: true, tabs: [tab] }]
  await bg.registry.add(createdSessionFixture({ sessionId: 'annas', persona: 'anna' }))
  bg.refreshTabBadges()
  await vi.waitFor(() => {
    expect(bg.tabBadges.writeCount).toBeGreaterThan(0)
    expect(Object.fromEntries(bg.tabBadges.shown)).toEqual(shown)
  })
  const page = bg.openPage()
  await vi.waitFor(() => expect([...bg.tabBadges.shown.keys()]).toEqual([7]))
  page.close()
})
