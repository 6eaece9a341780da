import { toFinding } from '#protocol/to-finding'
import { companionVersion } from '../util/version.ts'
import { appendLine } from './append-line.ts'
import type { AuditAction, AuditEntry } from './entry.ts'
import { getAuditFolder } from './files.ts'
import { hashSessionId } from './session-hash.ts'

/** Who asked for it. */
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
 * Does what one must be able to account for, and writes down how it ended, also where it was refused before the wire. Nothing is
 * waited for before Qlik Sense is asked, but the line is there before anybody gets the answer: nobody holds a session of which
 * the log does not know. A log that cannot be written keeps nobody from working; a warning on standard error says so.
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
    process.stderr.write(`hubpass: not written into the audit log. ${toFinding(error).message}\n`)
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

/** What was refused because it is too long must not fill the log. */
const maxTextLength = 300
const truncate = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
