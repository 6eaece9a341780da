import { type Message, message } from '#messages/message'
import type { CommandResult } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { toOriginPattern } from '#shared/hub-location'
import { abortable } from '../../async/abortable.ts'
import { cancelGraceMs, permissionTimeoutMs } from '../../timeouts.ts'
import { openPersonaContainer } from '../run-container.ts'
import { assertWindowAvailable } from '../run-window.ts'
import { type RunStep, requireSite, type StepContext } from './step.ts'

/**
 * Passes if QPS has created the session. Requests the permission first, because a session without
 * its cookie is useless.
 */
export const sessionStep: RunStep = async context => {
  // A worker that stopped now has recorded the session, but not yet that the step has passed.
  if (context.record().journal.session === 'created') return undefined
  await ensurePermission(context)
  await assertWindowAvailable(context)
  await openPersonaContainer(context)
  const { record, updateRecord, showWarnings, companion, signal } = context
  const { site, prefix, identity, sessionId } = record().request
  const { request } = await abortable(companion(), signal)
  await updateRecord({ journal: { ...record().journal, session: 'requested' } })
  try {
    const creation = request('createSession', { site, prefix, identity, sessionId }, signal)
    const created = await abortable(creation, signal, cancelGraceMs)
    void updateRecord({
      journal: { ...record().journal, session: 'created' },
      virtualProxy: created.virtualProxy,
    })
    if (created.warnings !== undefined) showWarnings(created.warnings)
    return toSessionNotes(created)
  } catch (thrown) {
    if (thrown !== signal.reason && confirmsNoSession(thrown))
      // Without storage, a later worker ends a session that does not exist.
      await updateRecord({ journal: { ...record().journal, session: 'none' } }).catch(() => {})
    throw thrown
  }
}

function toSessionNotes({ session, virtualProxy }: CommandResult<'createSession'>): Message[] | undefined {
  const notes = [
    session.newUser === false && message('note.hadSession'),
    virtualProxy.settings?.linked === false && message('note.notLinked'),
  ].filter(note => note !== false)
  return notes.length === 0 ? undefined : notes
}

/**
 * A finding of the companion confirms that no session remains, unless it says otherwise
 * (docs/protocol.md).
 */
const confirmsNoSession = (thrown: unknown): boolean =>
  thrown instanceof HubpassError &&
  !thrown.code.startsWith('COMPANION_') &&
  thrown.finding.details.sessionMayRemain !== true

/** Throws PERMISSION_DENIED, or the signal's reason. */
async function ensurePermission({
  record,
  showNote,
  restartTimer,
  browser,
  permissionAnswer,
  signal,
}: StepContext): Promise<void> {
  const origin = toOriginPattern(requireSite(record()).hub)
  if (await browser.permissions.has(origin)) return
  showNote([message('note.permission', { origin })])
  await waitForPermission(browser.permissions, permissionAnswer, signal)
  if (!(await browser.permissions.has(origin))) throw failure('PERMISSION_DENIED', { origin })
  restartTimer()
}

/**
 * Waits for an answer. If the prompt has closed its popup, only an event reports a granted
 * permission. Only the timeout ends a denied one.
 */
function waitForPermission(
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
