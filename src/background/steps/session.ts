import type { Result } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { originPatternOf } from '#shared/permission'
import { abortable } from '../abortable.ts'
import { cancelGraceMs, permissionTimeoutMs } from '../limits.ts'
import { type KnownPhrase, phrase } from '../phrases.ts'
import { type RunStep, type StepContext, siteOf } from '../run-step.ts'
import { expectWindow } from '../run-window.ts'

/** Passes when QPS has made the session. The permission comes first: a session whose cookie we may not set is no use. */
export const sessionStep: RunStep = async context => {
  await expectPermission(context)
  await expectWindow(context)
  const { record, remember, companion, signal } = context
  const { site, prefix, identity, sessionId } = record().request
  const { request } = await abortable(companion(), signal)
  await remember({ journal: { ...record().journal, session: 'asked' } })
  try {
    const making = request('createSession', { site, prefix, identity, sessionId }, signal)
    const made = await abortable(making, signal, cancelGraceMs)
    void remember({ journal: { ...record().journal, session: 'made' }, virtualProxy: made.virtualProxy })
    return noteOf(made)
  } catch (thrown) {
    if (thrown !== signal.reason && isAnswerOfNone(thrown))
      await remember({ journal: { ...record().journal, session: 'none' } })
    throw thrown
  }
}

function noteOf({ session, virtualProxy }: Result<'createSession'>): KnownPhrase[] | undefined {
  const notes = [
    session.newUser === false && phrase('HadSession'),
    virtualProxy.settings?.linked === false && phrase('NotLinked'),
  ].filter(note => note !== false)
  return notes.length === 0 ? undefined : notes
}

/** The companion's own finding is its word that it left no session, unless it says otherwise (PROTOCOL.md). */
const isAnswerOfNone = (thrown: unknown): boolean =>
  thrown instanceof HubpassError &&
  !thrown.code.startsWith('COMPANION_') &&
  thrown.finding.details.sessionMayRemain !== true

/** Throws PERMISSION_DENIED, or the signal's reason. */
async function expectPermission({
  record,
  note,
  restartClock,
  browser,
  permissionAnswer,
  signal,
}: StepContext): Promise<void> {
  const origin = originPatternOf(siteOf(record()).hub)
  if (await browser.permissions.has(origin)) return
  note([phrase('Permission', origin)])
  await permissionSettled(browser.permissions, permissionAnswer, signal)
  if (!(await browser.permissions.has(origin))) throw failure('PERMISSION_DENIED', { origin })
  restartClock()
}

/** A prompt may close the popup that opened it; then only the browser's own event tells of a yes, and time of a no. */
function permissionSettled(
  permissions: StepContext['browser']['permissions'],
  answer: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  let stop = (): void => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const settled = new Promise<void>(resolve => {
    stop = permissions.onAdded(resolve)
    timer = setTimeout(resolve, permissionTimeoutMs)
    void answer.then(() => resolve())
  })
  return abortable(settled, signal).finally(() => {
    stop()
    clearTimeout(timer)
  })
}
