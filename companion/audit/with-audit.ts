import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { findingOf, toFinding } from '#protocol/findings/to-finding'
import type { UserName } from '#protocol/identity'
import { describeSystemError } from '../util/node-errors.ts'
import { warn } from '../util/warn.ts'
import { appendLine, refusedRetention } from './append-line.ts'
import { asked } from './entry.ts'
import { getAuditFolder, getRefusedFolder } from './files.ts'
import { type AuditEvent, formatEntry, type HashedEvent, hashSessionId } from './format-entry.ts'

/** Records the progress of an action. */
export interface AuditTrail {
  /** Replaces the user by the one that Qlik Sense gets. */
  identify(user: UserName): void
  /** Adds the id of a session that Qlik Sense has chosen. */
  identifySession(sessionId: string): void
  /**
   * Writes that Qlik Sense is about to be asked. Await it before the first request that changes
   * something: the entry remains even if the process is killed.
   */
  recordAsked(): Promise<void>
}

interface AuditOptions<T> {
  toOutcome?: (result: T) => string
  /** Receives AUDIT_NOT_WRITTEN. The action goes on, with a warning on standard error. */
  onWarning?: (warning: Finding) => void
  /** Receives what writes the outcome, and never rejects. Default: the result waits for it. */
  recordOutcome?: (write: () => Promise<void>) => void | Promise<void>
}

/**
 * Runs an action and records its outcome, by default before the caller gets the result. Actions that ended
 * before Qlik Sense was asked have files of their own, so that they cannot displace the others.
 */
export async function withAudit<T>(
  { sessionId, ...event }: AuditEvent,
  action: (trail: AuditTrail) => Promise<T>,
  { toOutcome = () => 'done', onWarning = () => {}, recordOutcome = write => write() }: AuditOptions<T> = {},
): Promise<T> {
  const at = new Date().toISOString()
  let sessionHash = sessionId === undefined ? undefined : hashSessionId(sessionId)
  let isAsked = event.isPart === true
  let { user } = event
  // One entry after the other, because a request may fail while its first entry is being written.
  let written = Promise.resolve()
  const write = (outcome: string): Promise<void> => {
    written = written.then(() => writeNext(outcome))
    return written
  }
  const writeNext = async (outcome: string): Promise<void> => {
    const identified = { ...event, ...(user === undefined ? {} : { user }), sessionHash: await sessionHash }
    const warning = await writeEntry(identified, at, outcome, isAsked)
    if (warning !== undefined) onWarning(warning)
  }
  const trail: AuditTrail = {
    identify(identified) {
      user = identified
    },
    identifySession(chosen) {
      sessionHash = hashSessionId(chosen)
    },
    recordAsked() {
      isAsked = true
      return write(asked)
    },
  }
  try {
    const result = await action(trail)
    await recordOutcome(() => write(toOutcome(result)))
    return result
  } catch (thrown) {
    await recordOutcome(() => write(toFinding(thrown).code))
    throw thrown
  }
}

/**
 * Runs an action as {@link withAudit} does. Adds AUDIT_NOT_WRITTEN to its result if an entry could
 * not be written.
 */
export async function withAuditWarning<T extends object>(
  event: AuditEvent,
  action: (trail: AuditTrail) => Promise<T>,
  options: Pick<AuditOptions<T>, 'toOutcome'> = {},
): Promise<T & { warnings?: Finding[] }> {
  let warning: Finding | undefined
  const result = await withAudit(event, action, {
    ...options,
    onWarning: given => {
      warning = given
    },
  })
  return warning === undefined ? result : { ...result, warnings: [warning] }
}

/** Returns AUDIT_NOT_WRITTEN if the entry could not be written. Never rejects. */
async function writeEntry(
  event: HashedEvent,
  at: string,
  outcome: string,
  isAsked: boolean,
): Promise<Finding | undefined> {
  let folder = ''
  try {
    folder = await getAuditFolder()
    const line = formatEntry(event, at, outcome)
    await (isAsked ? appendLine(folder, line) : appendLine(getRefusedFolder(folder), line, refusedRetention))
    return undefined
  } catch (error) {
    warn(`hubpass: could not write to the audit log. ${toFinding(error).message}`)
    const cause = error instanceof HubpassError ? error.cause : error
    return findingOf('AUDIT_NOT_WRITTEN', { path: folder, reason: describeSystemError(cause) })
  }
}
