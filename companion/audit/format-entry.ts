import { maxNameLength } from '#protocol/constants'
import { formatUserName, type UserName } from '#protocol/identity'
import { companionVersion } from '../util/version.ts'
import type { AuditAction, AuditEntry } from './entry.ts'

/** The caller. */
export type Caller = 'browser' | 'cli' | 'fixture'

/** An action as it is recorded. */
export interface AuditEvent {
  action: AuditAction
  site: string
  virtualProxy: string
  user?: UserName
  sessionId?: string
  hub?: string
  via: Caller
  /** Set for a part of another action, whose entry `asked` exists. */
  isPart?: true
}

/** An action with the hash of the session id in its place. */
export interface HashedEvent extends Omit<AuditEvent, 'sessionId'> {
  sessionHash?: string | undefined
}

/** Formats a line of the audit log. */
export function formatEntry(
  { action, site, virtualProxy, user, sessionHash, hub, via }: HashedEvent,
  at: string,
  outcome: string,
): string {
  const entry: AuditEntry = {
    at,
    action,
    site: truncate(site, maxTextLength),
    virtualProxy: truncate(virtualProxy, maxTextLength),
    ...(user === undefined ? {} : { user: formatUser(user) }),
    via,
    outcome,
    ...(hub === undefined ? {} : { hub: truncate(hub, maxTextLength) }),
    ...(sessionHash === undefined ? {} : { sessionHash }),
    companion: companionVersion,
  }
  return JSON.stringify(entry)
}

/** Keeps a name that Qlik Sense accepts whole, and the beginning of both parts of a refused one. */
const formatUser = ({ userDirectory, userId }: UserName): string =>
  formatUserName({
    userDirectory: truncate(userDirectory, maxNameLength),
    userId: truncate(userId, maxNameLength),
  })

/** Limits text that may have been rejected for its length. Blanks around it would hide the rest. */
function truncate(text: string, maxLength: number): string {
  const trimmed = text.trim()
  return trimmed.length > maxLength ? `${trimmed.slice(0, maxLength)}…` : trimmed
}

const maxTextLength = 300

/** Enough to tell sessions apart, but too little to restore the id. */
const hashLength = 16

let crypto: Promise<typeof import('node:crypto')> | undefined

/**
 * Returns the first 16 hexadecimal digits of the SHA-256 of a session id. To find the lines of a
 * known id, compare with `printf %s "$ID" | sha256sum | cut -c1-16`.
 */
export async function hashSessionId(sessionId: string): Promise<string> {
  // Loaded on demand, and looked up once.
  crypto ??= import('node:crypto')
  const { hash } = await crypto
  return hash('sha256', sessionId).slice(0, hashLength)
}
