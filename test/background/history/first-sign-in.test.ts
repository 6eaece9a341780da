import { expect, test, vi } from 'vitest'
import { request, startBackground, startWithPage, waitForOutcome } from '../../support/background-harness.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'

test('background tells every later worker that a sign-in was verified, also after the runs were cleared', async () => {
  const storage = new FakeLocalStorage()
  const bg = await startWithPage({ storage })
  expect(bg.page.state?.hasSignedIn).toBeUndefined()
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  await vi.waitFor(() => expect(bg.page.state?.hasSignedIn).toBe(true))
  bg.page.sendIntent({ intent: 'clearRuns' })
  await vi.waitFor(() => expect(bg.page.state?.runHistory?.runs ?? []).toEqual([]))
  const next = startBackground({ storage }).openPage()
  await vi.waitFor(() => expect(next.state?.hasSignedIn).toBe(true))
})

test('background does not count a failed run as the first sign-in', async () => {
  const bg = await startWithPage()
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.page.state?.hasSignedIn).toBeUndefined()
})
