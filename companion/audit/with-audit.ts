import { toFinding } from '#protocol/findings/to-finding'
import { companionVersion } from '../util/version.ts'
import { appendLine } from './append-line.ts'
import type { AuditAction, AuditEntry } from './entry.ts'
import { getAuditFolder } from './files.ts'

/** The caller. */
export type Caller = 'browser' | 'cli'

export interface AuditEvent {
  action: AuditAction
  site: string
  virtualProxy: string
  user?: string
  sessionId?: string
  via: Caller
}

/**
 * Runs an action and records its outcome, even if it fails before anything is sent. The line is
 * written after the action but before the caller gets the result, so that every session is in the
 * log. If the log cannot be written, the action goes on with a warning on standard error.
 */
export async function withAudit<T>(
  event: AuditEvent,
  action: () => Promise<T>,
  toOutcome: (result: T) => string = () => 'done',
): Promise<T> {
  const at = new Date().toISOString()
  try {
    const result = await action()
    await writeEntry(at, event, toOutcome(result))
    return result
  } catch (thrown) {
    await writeEntry(at, event, toFinding(thrown).code)
    throw thrown
  }
}

/** Never rejects. */
async function writeEntry(at: string, event: AuditEvent, outcome: string): Promise<void> {
  try {
    await appendLine(await getAuditFolder(), JSON.stringify(await toEntry(at, event, outcome)))
  } catch (error) {
    process.stderr.write(`hubpass: could not write to the audit log. ${toFinding(error).message}\n`)
  }
}

async function toEntry(at: string, event: AuditEvent, outcome: string): Promise<AuditEntry> {
  const { action, site, virtualProxy, user, sessionId, via } = event
  return {
    at,
    action,
    site: truncate(site),
    virtualProxy: truncate(virtualProxy),
    ...(user === undefined ? {} : { user: truncate(user) }),
    via,
    outcome,
    ...(sessionId === undefined ? {} : { sessionHash: await hashSessionId(sessionId) }),
    companion: companionVersion,
  }
}

/** Enough to tell sessions apart, but too little to restore the id. */
const hashLength = 16

/**
 * Returns the first 16 hexadecimal digits of the SHA-256 of a session id. To find the lines of a
 * known id, compare with `printf %s "$ID" | sha256sum | cut -c1-16`.
 */
async function hashSessionId(sessionId: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(sessionId).digest('hex').slice(0, hashLength)
}

/** Limits text that may have been rejected for its length. */
const maxTextLength = 300
const truncate = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
