import { expect, test, vi } from 'vitest'
import { type Harness, request, startWithPage, waitUntilReady } from '../../support/background-harness.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

test('signs the first persona in at the press of a key, without a page', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { userId: 'User1' })] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  bg.page.close()
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }]))
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('opens the popup with the persona where a key may not ask for the permission', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  bg.browser.hasPermission = false
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  expect(bg.page.state?.requestedPersonaId).toBe('anna')
  expect(bg.run()).toBeUndefined()
})

test('begins with the persona of a key only once: no popup that opens later has it', async () => {
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

test('signs a persona without a site in where there is only one', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({
    intent: 'savePersonas',
    personas: [personaFixture('Anna', { userId: 'User1', site: '' })],
  })
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.run()).toMatchObject({ site: 'acme', outcome: 'passed' }))
})

test('opens the popup with a persona without a site where there are several', async () => {
  const sites = ['acme', 'other'].map(id => ({ id, hub: `https://${id}.test` }))
  const bg = await startWithPage({ companion: new FakeCompanion(sites) })
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { site: '' })] })
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  expect(bg.page.state?.requestedPersonaId).toBe('anna')
  expect(bg.run()).toBeUndefined()
})

/** A run that waits, and a key that asks for another. */
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

test('shows the run that goes on to whoever asks for another by a key', async () => {
  const bg = await startWithPage()
  const hold = await pressDuringRun(bg)
  const popup = bg.openPage()
  expect(popup.state).toMatchObject({ run: { outcome: 'working' } })
  hold.release()
  await vi.waitFor(() => expect(popup.state?.run?.outcome).toBe('passed'))
  expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('says by the badge that a run goes on where the popup cannot be opened, and then how it ended', async () => {
  const bg = await startWithPage()
  bg.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  const hold = await pressDuringRun(bg)
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('…'))
  hold.release()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('leaves the mark of a run that has ended before the popup could not be opened', async () => {
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

test('says by the badge that the popup could not be opened', async () => {
  const bg = await startWithPage()
  bg.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  bg.handleShortcut('persona-2', 1)
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('!'))
})

test('leaves commands alone that it does not know', async () => {
  const bg = await startWithPage()
  bg.handleShortcut('toggle-feature', 1)
  await waitUntilReady(bg)
  expect(bg.openPopup).not.toHaveBeenCalled()
})
