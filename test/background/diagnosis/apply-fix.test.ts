import { expect, test, vi } from 'vitest'
import {
  type Harness,
  listCommands,
  recordInterruptedInSession,
  request,
  runWithWrongUser,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'

test('applyFix signs in again with the right cookie name and a new session id', async () => {
  const bg = await startWithPage()
  await runWithWrongUser(bg)
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  bg.page.sendIntent({ intent: 'applyFix', run: bg.run()?.id ?? '', cause: 'nameTyped' })
  await waitForOutcome(bg, 'passed')
  const [session] = bg.companion.sessions
  expect(session?.sessionId).not.toBe(request.sessionId)
  expect([...bg.browser.cookieJar.values()]).toMatchObject([
    { name: 'X-Qlik-Session', value: session?.sessionId },
  ])
})

test.each([
  ['is missing in the storage', undefined],
  ['was replaced by another', recordInterruptedInSession()],
])('applyFix reports that it fixes nothing when the run %s', async (_, left) => {
  const bg = await startWithPage()
  await runWithWrongUser(bg)
  const failed = bg.run()
  await vi.waitFor(() => expect(bg.runItem.value).toMatchObject({ run: failed }))
  bg.runItem.value = left
  bg.page.sendIntent({ intent: 'applyFix', run: failed?.id ?? '', cause: 'nameTyped' })
  await vi.waitFor(() => expect(bg.run()?.finding?.code).toBe('RUN_NOT_BEGUN'))
  expect(bg.run()).toMatchObject({ outcome: 'failed', user: failed?.user })
  expect(bg.run()?.causes).toBeUndefined()
  expect(bg.run()?.id).not.toBe(failed?.id)
  expect(bg.companion.sessions).toEqual([])
  await startSignIn(bg)
})

/** Starts a sign-in, after which the popup can be used at once. */
async function startSignIn(bg: Harness) {
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
}

test.each([
  ['of another run', { run: 'another', cause: 'nameTyped' }],
  ['that the run does not have', { cause: 'twin' }],
] as const)('applyFix changes nothing for a cause %s', async (_, asked) => {
  const bg = await startWithPage()
  await runWithWrongUser(bg)
  const { length } = bg.companion.requests
  bg.page.sendIntent({ intent: 'applyFix', run: bg.run()?.id ?? '', ...asked })
  bg.page.sendIntent({ intent: 'reconnect' })
  await vi.waitFor(() => expect(listCommands(bg.companion).slice(length)).toEqual(['sites']))
  expect(bg.run()?.outcome).toBe('failed')
})

test('applyFix signs in again when the sessions of Hubpass cannot be read', async () => {
  const bg = await startWithPage()
  await runWithWrongUser(bg)
  const failed = bg.run()
  await vi.waitFor(() => expect(bg.runItem.value).toMatchObject({ run: failed }))
  const action = { kind: 'endOwnSessions', count: 1 }
  const causes = [{ cause: 'tooManySessions', values: ['DOMAIN\\User1', '1', '1'], action }]
  bg.runItem.value = { ...Object(bg.runItem.value), run: { ...failed, causes } }
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  bg.registry.list = () => Promise.reject(new Error('storage failed'))
  bg.page.sendIntent({ intent: 'applyFix', run: failed?.id ?? '', cause: 'tooManySessions' })
  await waitForOutcome(bg, 'passed')
})
