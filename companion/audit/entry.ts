import * as v from 'valibot'

/** The actions in Qlik Sense that the audit log records. */
export type AuditAction = 'session.create' | 'session.cleanup' | 'session.end' | 'user.logout'

/** The outcome of an entry that was written before Qlik Sense was asked. The next one has the result. */
export const asked = 'asked'

/** One line of the audit log. Ignores fields that a newer Hubpass adds. */
export const AuditEntrySchema = v.object({
  /** When the action began, in ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** An {@link AuditAction}, or one of a newer Hubpass. */
  action: v.string(),
  site: v.string(),
  /** The prefix; '' means the default virtual proxy. */
  virtualProxy: v.string(),
  /** `DIR\id` as Qlik Sense gets it. A session that is ended by its id has it from the answer. */
  user: v.optional(v.string()),
  /** The caller: `browser` or `cli`. */
  via: v.string(),
  /**
   * {@link asked}, `done`, the code of a finding, or `unknown` for a session that may remain.
   */
  outcome: v.string(),
  /** See `hashSessionId` in format-entry.ts. */
  sessionHash: v.optional(v.string()),
  /** The version of Hubpass that wrote the line. */
  companion: v.string(),
})

export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>
