import { failure, HubpassError } from '#protocol/errors'
import { originPatternOf } from '#shared/permission'
import { permissionTimeoutMs } from '../limits.ts'
import { type RunStep, type StepContext, siteOf } from '../run-step.ts'

/** Passes when QPS has made the session. The permission comes first: a session whose cookie we may not set is no use. */
export const sessionStep: RunStep = async context => {
  await expectPermission(context)
  const { record, remember, companion, signal } = context
  const { site, prefix, identity, sessionId } = record().request
  const { request } = await companion()
  await remember({ journal: { ...record().journal, session: 'asked' } })
  try {
    const { session } = await request('createSession', { site, prefix, identity, sessionId }, signal)
    void remember({ journal: { ...record().journal, session: 'made' } })
    return session.newUser === false ? 'the user already had a session here' : undefined
  } catch (thrown) {
    // The companion's own finding is its word that it left no session; anything else leaves that open.
    if (thrown instanceof HubpassError && !thrown.code.startsWith('COMPANION_')) {
      await remember({ journal: { ...record().journal, session: 'none' } })
    }
    throw thrown
  }
}

/** Throws PERMISSION_DENIED, or the signal's reason. */
async function expectPermission({
  record,
  note,
  browser,
  permissionAnswer,
  signal,
}: StepContext): Promise<void> {
  const origin = originPatternOf(siteOf(record()).hub)
  if (await browser.permissions.has(origin)) return
  note(`waiting for your permission to use ${origin}`)
  await permissionSettled(browser.permissions, permissionAnswer, signal)
  if (!(await browser.permissions.has(origin))) throw failure('PERMISSION_DENIED', { origin })
}

/** A prompt may close the popup that opened it; then only the browser's own event tells of a yes, and time of a no. */
function permissionSettled(
  permissions: StepContext['browser']['permissions'],
  answer: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const waiting = AbortSignal.any([signal, AbortSignal.timeout(permissionTimeoutMs)])
  return new Promise<void>((resolve, reject) => {
    const stop = permissions.onAdded(() => settle(resolve))
    const settle = (how: () => void): void => {
      stop()
      how()
    }
    void answer.then(() => settle(resolve))
    waiting.addEventListener('abort', () =>
      settle(() => (signal.aborted ? reject(signal.reason) : resolve())),
    )
    if (signal.aborted) settle(() => reject(signal.reason))
  })
}
