import * as v from 'valibot'

/** The actions that the audit log records: those in Qlik Sense, and the changes of sites. */
export type AuditAction =
  | 'session.create'
  | 'session.cleanup'
  | 'session.end'
  | 'user.logout'
  | 'site.add'
  | 'site.change'
  | 'site.remove'

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
  /** The caller: `browser`, `cli` or `fixture`. */
  via: v.string(),
  /**
   * {@link asked}, `done`, the code of a finding, or `unknown` for a session that may remain.
   */
  outcome: v.string(),
  /** The hub of a site that is added or changed, as it was asked for. */
  hub: v.optional(v.string()),
  /** See `hashSessionId` in format-entry.ts. */
  sessionHash: v.optional(v.string()),
  /** The version of Hubpass that wrote the line. */
  companion: v.string(),
})

export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>
