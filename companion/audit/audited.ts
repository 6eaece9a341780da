import { findingFrom } from '#protocol/errors'
import { messageOf } from '#protocol/message-of'
import { companionVersion } from '../version.ts'
import { appendLine } from './append-line.ts'
import type { Action, Entry } from './entry.ts'
import { auditFolder } from './files.ts'
import { sessionHash } from './session-hash.ts'

/** Who asked for it. */
export type Via = 'browser' | 'cli'

export interface Act {
  action: Action
  site: string
  virtualProxy: string
  user?: string
  sessionId?: string
  via: Via
}

/**
 * Does what one must be able to account for, and writes down how it ended, also where it was refused before the wire. Nothing is
 * waited for before Qlik Sense is asked, but the line is there before anybody gets the answer: nobody holds a session of which
 * the log does not know. A log that cannot be written keeps nobody from working; a warning on standard error says so.
 */
export async function audited<T>(
  act: Act,
  work: () => Promise<T>,
  outcomeOf: (result: T) => string = () => 'done',
): Promise<T> {
  const at = new Date().toISOString()
  try {
    const result = await work()
    await writeDown(at, act, outcomeOf(result))
    return result
  } catch (thrown) {
    await writeDown(at, act, findingFrom(thrown).code)
    throw thrown
  }
}

/** Never rejects. */
async function writeDown(at: string, act: Act, outcome: string): Promise<void> {
  try {
    await appendLine(await auditFolder(), JSON.stringify(await entryOf(at, act, outcome)))
  } catch (error) {
    process.stderr.write(`hubpass: not written into the audit log. ${messageOf(error)}\n`)
  }
}

async function entryOf(at: string, act: Act, outcome: string): Promise<Entry> {
  const { action, site, virtualProxy, user, sessionId, via } = act
  return {
    at,
    action,
    site: short(site),
    virtualProxy: short(virtualProxy),
    ...(user === undefined ? {} : { user: short(user) }),
    via,
    outcome,
    ...(sessionId === undefined ? {} : { sessionHash: await sessionHash(sessionId) }),
    companion: companionVersion,
  }
}

/** What was refused because it is too long must not fill the log. */
const longest = 300
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)
