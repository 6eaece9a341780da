import * as v from 'valibot'
import { maxSessionsListed } from './constants.ts'
import { EngineAnswerSchema } from './engine-answer.ts'
import { ExtensionFolderSchema } from './extension-folder.ts'
import { AttributeSchema, IdentitySchema } from './identity.ts'
import { InvocationSchema } from './invocation.ts'
import { FindingSchema } from './messages.ts'
import { SiteSchema } from './site.ts'
import { SiteReportSchema } from './site-report.ts'
import { UserAccessSchema } from './user-access.ts'
import { ServedVirtualProxySchema, VirtualProxySchema } from './virtual-proxy.ts'
import { AllowedChecksSchema, XrayReportSchema } from './xray.ts'

const VersionRangeSchema = v.object({ min: v.number(), max: v.number() })

const CreatedSessionSchema = v.object({
  sessionId: v.string(),
  ...IdentitySchema.entries,
  /** Whether the user had no session before; undefined if Qlik Sense did not say. */
  newUser: v.optional(v.boolean()),
})

const UserNameSchema = v.object({ userDirectory: v.string(), userId: v.string() })

/** A session on a virtual proxy. */
const QlikSessionSchema = v.object({ sessionId: v.string(), ...UserNameSchema.entries })

/**
 * Every command with its parameters and result. Both sides drop unknown keys, so that a newer side
 * may add some. docs/protocol.md describes the commands and their error codes.
 */
export const commands = {
  hello: {
    params: v.object({ protocol: VersionRangeSchema, extension: v.string() }),
    result: v.object({
      protocol: VersionRangeSchema,
      companion: v.string(),
      node: v.string(),
      platform: v.string(),
      /** Beside the companion. Older companions send neither. An invalid one only costs itself. */
      extensionFolder: v.fallback(v.optional(ExtensionFolderSchema), undefined),
      invocation: v.fallback(v.optional(InvocationSchema), undefined),
    }),
  },
  sites: {
    params: v.object({}),
    result: v.object({ sites: v.array(SiteSchema) }),
  },
  checkCredential: {
    params: v.object({ site: v.string() }),
    /**
     * `validTo` is in ISO 8601. `warnings` do not prevent the use of the credential; older
     * companions send none.
     */
    result: v.object({
      subject: v.string(),
      issuer: v.string(),
      validTo: v.string(),
      warnings: v.optional(v.array(FindingSchema)),
    }),
  },
  createSession: {
    params: v.object({
      site: v.string(),
      prefix: v.string(),
      identity: IdentitySchema,
      sessionId: v.string(),
    }),
    /** `warnings` do not prevent the use of the session; older companions send none. */
    result: v.object({
      session: CreatedSessionSchema,
      virtualProxy: VirtualProxySchema,
      warnings: v.optional(v.array(FindingSchema)),
    }),
  },
  endSession: {
    params: v.object({ site: v.string(), prefix: v.string(), sessionId: v.string() }),
    /**
     * `ended` is false if Qlik Sense did not know the session, which is gone either way. `warnings`
     * do not concern the session; older companions send none.
     */
    result: v.object({ ended: v.boolean(), warnings: v.optional(v.array(FindingSchema)) }),
  },
  /** Lists the virtual proxies from QRS, the default one first. */
  virtualProxies: {
    params: v.object({ site: v.string() }),
    result: v.object({ virtualProxies: v.array(ServedVirtualProxySchema) }),
  },
  sessions: {
    params: v.object({ site: v.string(), prefix: v.string(), user: v.optional(UserNameSchema) }),
    result: v.object({
      /** The sessions of one user or of the virtual proxy, on the proxy node of the site's QPS. */
      sessions: v.array(QlikSessionSchema),
      /**
       * The number of unlisted sessions: of users that the site may not impersonate, or beyond
       * {@link maxSessionsListed}.
       */
      hidden: v.number(),
    }),
  },
  /** Tells which sessions Hubpass has created on this machine, whatever the caller was then. */
  recognizeSessions: {
    params: v.object({
      prefix: v.string(),
      sessionIds: v.pipe(v.array(v.string()), v.maxLength(maxSessionsListed)),
    }),
    result: v.object({
      /** The place in `sessionIds`, the time in ISO 8601, and for whom, as `DIR\id`. */
      created: v.array(v.object({ index: v.number(), createdAt: v.string(), user: v.optional(v.string()) })),
      /** Whether Hubpass is known not to have created the others. */
      isComplete: v.boolean(),
    }),
  },
  /** Returns what Qlik Sense tells of a session and its user. Leaves out what it does not tell. */
  verifySession: {
    params: v.object({
      site: v.string(),
      prefix: v.string(),
      sessionId: v.string(),
      user: UserNameSchema,
      /** False if QRS has not answered before. */
      asksQrs: v.boolean(),
    }),
    result: v.object({
      /** The attributes that QPS holds. */
      attributes: v.optional(v.array(AttributeSchema)),
      /** Whether QRS lists an access pass for the user. */
      hasAccessPass: v.optional(v.boolean()),
      /** The rest of what QRS tells. Older companions send none. */
      access: v.fallback(v.optional(UserAccessSchema), undefined),
    }),
  },
  /**
   * Asks what the engine says to a session that Hubpass has created, and closes the WebSocket then.
   * The engine may count the session and an access pass as used, as it does when a hub is open.
   */
  askEngine: {
    params: v.object({
      site: v.string(),
      prefix: v.string(),
      sessionId: v.string(),
      user: UserNameSchema,
      /** The name under which the browser sends the session. */
      cookieName: v.string(),
      /** That of the browser, because a session may belong to one. */
      userAgent: v.optional(v.string()),
    }),
    result: EngineAnswerSchema,
  },
  /** Returns what QRS tells of a user. What it does not tell is undecided, with the reason. */
  userAccess: {
    params: v.object({ site: v.string(), user: UserNameSchema }),
    result: UserAccessSchema,
  },
  /** Searches the users of a site in QRS by a part of their id or name. */
  users: {
    params: v.object({
      site: v.string(),
      search: v.string(),
      /** Its users come first. */
      userDirectory: v.optional(v.string()),
    }),
    result: v.object({
      /** The best matches first, at most `maxUsersListed`. */
      users: v.array(
        v.object({
          ...UserNameSchema.entries,
          name: v.optional(v.string()),
          /** Whether an access pass is assigned to the user; undefined if QRS did not say. */
          hasAccessPass: v.optional(v.boolean()),
        }),
      ),
      /** The number of further matches, some of which the site may not impersonate. */
      hidden: v.number(),
    }),
  },
  /** Ends all sessions of a user on a virtual proxy. `warnings` as in endSession. */
  logOut: {
    params: v.object({ site: v.string(), prefix: v.string(), user: UserNameSchema }),
    result: v.object({ ended: v.number(), warnings: v.optional(v.array(FindingSchema)) }),
  },
  /**
   * Asks the person at the machine, in a dialog outside the browser, to add a site or to change the
   * one with that id. The request has nothing else: the person chooses certificates and addresses.
   */
  addSite: {
    params: v.object({ site: v.string(), hub: v.string() }),
    /** `warnings` do not prevent the use of the credential. */
    result: v.object({ site: SiteSchema, replaced: v.boolean(), warnings: v.array(FindingSchema) }),
  },
  /** Asks the person in the same way to remove a site. */
  removeSite: {
    params: v.object({ site: v.string() }),
    result: v.object({ removed: v.string() }),
  },
  /** Connects to the hub to find out why a browser shows an error page. Sends no request. */
  checkHub: {
    params: v.object({ site: v.string() }),
    /** The problem of the network or of the certificate; undefined if this machine sees none. */
    result: v.object({ finding: v.optional(FindingSchema) }),
  },
  /** Checks everything that a sign-in needs, as `hubpass doctor` does. */
  checkSite: {
    params: v.object({ site: v.string() }),
    result: SiteReportSchema,
  },
  /**
   * Checks the whole life of a session with sessions of its own, as `hubpass xray` does. Reports its
   * progress. Ends every session that it creates.
   */
  xray: {
    params: v.object({
      site: v.string(),
      prefix: v.string(),
      user: UserNameSchema,
      /** Checks that need permission; by default none. */
      allow: v.optional(AllowedChecksSchema),
    }),
    result: XrayReportSchema,
  },
  /**
   * Cancels the request with that id, which then answers CANCELLED. Ends a session that it was
   * creating first.
   */
  cancel: {
    params: v.object({ request: v.number() }),
    result: v.object({ cancelled: v.boolean() }),
  },
} as const

export type Command = keyof typeof commands
export type CommandParams<C extends Command> = v.InferOutput<(typeof commands)[C]['params']>
export type CommandResult<C extends Command> = v.InferOutput<(typeof commands)[C]['result']>
export type Session = v.InferOutput<typeof CreatedSessionSchema>

export const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)
