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

test('signs in again under the right name when that is asked for, with a session of its own', async () => {
  const it = await startWithPage()
  await runWithWrongUser(it)
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  it.page.sendIntent({ intent: 'mend', run: it.run()?.id ?? '', cause: 'nameTyped' })
  await waitForOutcome(it, 'passed')
  const [session] = it.companion.sessions
  expect(session?.sessionId).not.toBe(request.sessionId)
  expect([...it.browser.cookieJar.values()]).toMatchObject([
    { name: 'X-Qlik-Session', value: session?.sessionId },
  ])
})

test.each([
  ['is gone from the store', undefined],
  ['has given way to another', recordInterruptedInSession()],
])('says that it mends nothing, for the run %s', async (_, left) => {
  const it = await startWithPage()
  await runWithWrongUser(it)
  const failed = it.run()
  await vi.waitFor(() => expect(it.stored.value).toMatchObject({ run: failed }))
  it.stored.value = left
  it.page.sendIntent({ intent: 'mend', run: failed?.id ?? '', cause: 'nameTyped' })
  await vi.waitFor(() => expect(it.run()?.finding?.code).toBe('RUN_NOT_BEGUN'))
  expect(it.run()).toMatchObject({ outcome: 'failed', user: failed?.user })
  expect(it.run()?.causes).toBeUndefined()
  expect(it.run()?.id).not.toBe(failed?.id)
  expect(it.companion.sessions).toEqual([])
  await startSignIn(it)
})

/** The popup can be used at once. */
async function startSignIn(bg: Harness) {
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
}

test.each([
  ['of another run', { run: 'another', cause: 'nameTyped' }],
  ['that it has not', { cause: 'twin' }],
] as const)('mends no cause %s', async (_, asked) => {
  const it = await startWithPage()
  await runWithWrongUser(it)
  const { length } = it.companion.requests
  it.page.sendIntent({ intent: 'mend', run: it.run()?.id ?? '', ...asked })
  it.page.sendIntent({ intent: 'reconnect' })
  await vi.waitFor(() => expect(listCommands(it.companion).slice(length)).toEqual(['sites']))
  expect(it.run()?.outcome).toBe('failed')
})
