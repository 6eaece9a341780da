import { expect, test, vi } from 'vitest'
import { type Harness, request, startWithPage, waitUntilReady } from '../../support/background-harness.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

test('quick switch signs in the first persona when no page is open', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { userId: 'User1' })] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  bg.page.close()
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }]))
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('quick switch opens the popup with the persona when the permission is missing', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  bg.browser.hasPermission = false
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  expect(bg.page.state?.requestedPersonaId).toBe('anna')
  expect(bg.run()).toBeUndefined()
})

test('quick switch keeps the places of personas when they are used', async () => {
  const bg = await startWithPage()
  const personas = [personaFixture('Anna', { userId: 'User1' }), personaFixture('Ben', { lastUsedAt: 9 })]
  bg.page.sendIntent({ intent: 'savePersonas', personas })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(2))
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }]))
})

test('quick switch passes the persona to the first popup only', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  bg.browser.hasPermission = false
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  const popup = bg.openPage()
  expect(popup.state?.requestedPersonaId).toBe('anna')
  popup.close()
  expect(bg.openPage().state?.requestedPersonaId).toBe('')
})

test('quick switch uses the only site for a persona without a site', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({
    intent: 'savePersonas',
    personas: [personaFixture('Anna', { userId: 'User1', site: '' })],
  })
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.run()).toMatchObject({ site: 'acme', outcome: 'passed' }))
})

test('quick switch opens the popup for a persona without a site when there are several sites', async () => {
  const sites = ['acme', 'other'].map(id => ({ id, hub: `https://${id}.test` }))
  const bg = await startWithPage({ companion: new FakeCompanion(sites) })
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { site: '' })] })
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  expect(bg.page.state?.requestedPersonaId).toBe('anna')
  expect(bg.run()).toBeUndefined()
})

/** Presses a shortcut while another run is in progress. */
async function pressDuringRun(bg: Harness) {
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Ben', { userId: 'User2' })] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  bg.page.close()
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  return hold
}

test('quick switch shows the run in progress instead of starting another one', async () => {
  const bg = await startWithPage()
  const hold = await pressDuringRun(bg)
  const popup = bg.openPage()
  expect(popup.state).toMatchObject({ run: { outcome: 'working' } })
  hold.release()
  await vi.waitFor(() => expect(popup.state?.run?.outcome).toBe('passed'))
  expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('quick switch shows a run on the badge when the popup cannot open, and then its outcome', async () => {
  const bg = await startWithPage()
  bg.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  const hold = await pressDuringRun(bg)
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('…'))
  hold.release()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('quick switch keeps the badge of a finished run when the popup fails to open later', async () => {
  const bg = await startWithPage()
  let refuse = (_: Error): void => {}
  bg.openPopup.mockReturnValue(new Promise<void>((_, reject) => (refuse = reject)))
  const hold = await pressDuringRun(bg)
  hold.release()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
  refuse(new Error('Could not find an active browser window.'))
  await vi.waitFor(() => expect(bg.companion.isRunning).toBe(false))
  expect(bg.showBadge).toHaveBeenLastCalledWith('✓')
})

test('quick switch sets the badge when the popup cannot be opened', async () => {
  const bg = await startWithPage()
  bg.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  bg.handleShortcut('persona-2', 1)
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('!'))
})

test('quick switch ignores unknown commands', async () => {
  const bg = await startWithPage()
  bg.handleShortcut('toggle-feature', 1)
  await waitUntilReady(bg)
  expect(bg.openPopup).not.toHaveBeenCalled()
})
