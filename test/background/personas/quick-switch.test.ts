import { expect, test, vi } from 'vitest'
import { type Harness, request, startWithPage, waitUntilReady } from '../../support/background-harness.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

test('signs the first persona in at the press of a key, without a page', async () => {
  const it = await startWithPage()
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { userId: 'User1' })] })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toHaveLength(1))
  it.page.close()
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }]))
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('opens the popup with the persona where a key may not ask for the permission', async () => {
  const it = await startWithPage()
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toHaveLength(1))
  it.browser.hasPermission = false
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalledOnce())
  expect(it.page.state?.requestedPersonaId).toBe('anna')
  expect(it.run()).toBeUndefined()
})

test('begins with the persona of a key only once: no popup that opens later has it', async () => {
  const it = await startWithPage()
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  it.browser.hasPermission = false
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalledOnce())
  const popup = it.open()
  expect(popup.state?.requestedPersonaId).toBe('anna')
  popup.close()
  expect(it.open().state?.requestedPersonaId).toBe('')
})

test('signs a persona without a site in where there is only one', async () => {
  const it = await startWithPage()
  it.page.sendIntent({
    intent: 'savePersonas',
    personas: [personaFixture('Anna', { userId: 'User1', site: '' })],
  })
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.run()).toMatchObject({ site: 'acme', outcome: 'passed' }))
})

test('opens the popup with a persona without a site where there are several', async () => {
  const sites = ['acme', 'other'].map(id => ({ id, hub: `https://${id}.test` }))
  const it = await startWithPage({ companion: new FakeCompanion(sites) })
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna', { site: '' })] })
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalledOnce())
  expect(it.page.state?.requestedPersonaId).toBe('anna')
  expect(it.run()).toBeUndefined()
})

/** A run that waits, and a key that asks for another. */
async function pressDuringRun(bg: Harness) {
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Ben', { userId: 'User2' })] })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toHaveLength(1))
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  bg.page.close()
  bg.command('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalledOnce())
  return hold
}

test('shows the run that goes on to whoever asks for another by a key', async () => {
  const it = await startWithPage()
  const hold = await pressDuringRun(it)
  const popup = it.open()
  expect(popup.state).toMatchObject({ run: { outcome: 'working' } })
  hold.release()
  await vi.waitFor(() => expect(popup.state?.run?.outcome).toBe('passed'))
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('says by the badge that a run goes on where the popup cannot be opened, and then how it ended', async () => {
  const it = await startWithPage()
  it.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  const hold = await pressDuringRun(it)
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('…'))
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('leaves the mark of a run that has ended before the popup could not be opened', async () => {
  const it = await startWithPage()
  let refuse = (_: Error): void => {}
  it.openPopup.mockReturnValue(new Promise<void>((_, reject) => (refuse = reject)))
  const hold = await pressDuringRun(it)
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
  refuse(new Error('Could not find an active browser window.'))
  await vi.waitFor(() => expect(it.companion.isRunning).toBe(false))
  expect(it.showBadge).toHaveBeenLastCalledWith('✓')
})

test('says by the badge that the popup could not be opened', async () => {
  const it = await startWithPage()
  it.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  it.command('persona-2', 1)
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('!'))
})

test('leaves commands alone that it does not know', async () => {
  const it = await startWithPage()
  it.command('toggle-feature', 1)
  await waitUntilReady(it)
  expect(it.openPopup).not.toHaveBeenCalled()
})
