import { expect, test, vi } from 'vitest'
import {
  listCommands,
  request,
  startBackground,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

test('extension installs an update at once when no page is open', async () => {
  const bg = startBackground()
  bg.handleUpdateAvailable()
  await vi.waitFor(() => expect(bg.reload).toHaveBeenCalledOnce())
})

test('extension does not install an update while a page is open, but when it closes', async () => {
  const updateItem = new FakeSessionItem()
  const bg = await startWithPage({ updateItem })
  bg.handleUpdateAvailable()
  await vi.waitFor(() => expect(updateItem.value).toBe(true))
  expect(bg.reload).not.toHaveBeenCalled()
  bg.page.close()
  await vi.waitFor(() => expect(bg.reload).toHaveBeenCalledOnce())
  expect(bg.companion.isRunning).toBe(false)
})

test('extension does not install an update during a run that no page shows', async () => {
  const bg = await startWithPage()
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  bg.page.close()
  bg.handleUpdateAvailable()
  bg.companion.fail('createSession')
  const other = bg.openPage()
  expect(bg.reload).not.toHaveBeenCalled()
  other.sendIntent({ intent: 'cancel' })
  hold.release()
  await waitForOutcome({ run: () => other.state?.run }, 'cancelled')
  expect(bg.reload).not.toHaveBeenCalled()
  other.close()
  await vi.waitFor(() => expect(bg.reload).toHaveBeenCalledOnce())
})

test('extension leaves an update to the next start while a session could still be undone', async () => {
  const updateItem = new FakeSessionItem()
  const bg = startBackground({ updateItem })
  await bg.registry.add(createdSessionFixture({ sessionId: 'annas' }))
  bg.handleUpdateAvailable()
  await vi.waitFor(() => expect(updateItem.value).toBe(true))
  const page = bg.openPage()
  await vi.waitFor(() => expect(listCommands(bg.companion)).toContain('sites'))
  expect(bg.reload).not.toHaveBeenCalled()
  bg.registry.remove('annas')
  page.close()
  await vi.waitFor(() => expect(bg.reload).toHaveBeenCalledOnce())
})

test('worker installs an update that a previous worker was told of', async () => {
  const bg = await startWithPage({ updateItem: new FakeSessionItem(true) })
  bg.page.close()
  await vi.waitFor(() => expect(bg.reload).toHaveBeenCalledOnce())
})

test('extension without a waiting update never restarts', async () => {
  const updateItem = new FakeSessionItem()
  const load = vi.spyOn(updateItem, 'load')
  const bg = await startWithPage({ updateItem })
  bg.page.close()
  await vi.waitFor(() => expect(load).toHaveBeenCalled())
  expect(bg.reload).not.toHaveBeenCalled()
})
