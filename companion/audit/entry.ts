import * as v from 'valibot'

/** What Hubpass does in Qlik Sense that somebody may want to account for. */
export type AuditAction = 'session.create' | 'session.cleanup' | 'session.end' | 'user.logout'

/** One line of the audit log. What a newer Hubpass adds is dropped when it is read. */
export const AuditEntrySchema = v.object({
  /** When it was begun, ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** An {@link AuditAction}, or one that a newer Hubpass knows. */
  action: v.string(),
  site: v.string(),
  /** Its prefix; '' is the default one. */
  virtualProxy: v.string(),
  /** `DIR\id`; a session that is ended by its id does not tell whose it is. */
  user: v.optional(v.string()),
  /** Who asked: the extension, or the command line. */
  via: v.string(),
  /** `done`, the code of a finding, or `unknown` for a session that may remain. */
  outcome: v.string(),
  /** See session-hash.ts. */
  sessionHash: v.optional(v.string()),
  /** The version that wrote it. */
  companion: v.string(),
})

export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>
