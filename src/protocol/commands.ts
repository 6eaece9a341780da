import * as v from 'valibot'
import { MessageSchema } from '#messages/message'
import { IdentitySchema } from './identity.ts'
import { FindingSchema } from './messages.ts'
import { SiteSchema } from './site.ts'
import { ServedVirtualProxySchema, VirtualProxySettingsSchema } from './virtual-proxy.ts'

const VersionRangeSchema = v.object({ min: v.number(), max: v.number() })

const CreatedSessionSchema = v.object({
  sessionId: v.string(),
  ...IdentitySchema.entries,
  /** Whether Qlik Sense had no session of this user before; undefined when it did not say. */
  newUser: v.optional(v.boolean()),
})

const UserNameSchema = v.object({ userDirectory: v.string(), userId: v.string() })

/** A session that Qlik Sense holds on a virtual proxy. */
const QlikSessionSchema = v.object({ sessionId: v.string(), ...UserNameSchema.entries })

/** What a tester has to expect of a virtual proxy. */
export const VirtualProxySchema = v.object({
  prefix: v.string(),
  /** As the QMC has them, when QRS told them in time. */
  settings: v.optional(VirtualProxySettingsSchema),
  /** Why there are no settings, in one sentence. */
  settingsMissing: v.optional(v.string()),
  /** The same, for other languages. */
  settingsReason: v.fallback(v.optional(MessageSchema), undefined),
  /** The finding that says so, where there is one; an older companion gives none. */
  settingsFinding: v.optional(FindingSchema),
})

/**
 * Every command with what it takes and gives. Unknown keys are dropped on both ends, so that a newer side may add some.
 * What each means, and which codes it answers, stands in docs/protocol.md.
 */
export const commands = {
  hello: {
    params: v.object({ protocol: VersionRangeSchema, extension: v.string() }),
    result: v.object({
      protocol: VersionRangeSchema,
      companion: v.string(),
      node: v.string(),
      platform: v.string(),
    }),
  },
  sites: {
    params: v.object({}),
    result: v.object({ sites: v.array(SiteSchema) }),
  },
  checkCredential: {
    params: v.object({ site: v.string() }),
    /** `validTo` in ISO 8601. `warnings` do not keep the credential from being used; an older companion gives none. */
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
    result: v.object({ session: CreatedSessionSchema, virtualProxy: VirtualProxySchema }),
  },
  endSession: {
    params: v.object({ site: v.string(), prefix: v.string(), sessionId: v.string() }),
    /** False when Qlik Sense did not know the session: it is gone either way. */
    result: v.object({ ended: v.boolean() }),
  },
  /** As QRS tells of them, the default one first. */
  virtualProxies: {
    params: v.object({ site: v.string() }),
    result: v.object({ virtualProxies: v.array(ServedVirtualProxySchema) }),
  },
  sessions: {
    params: v.object({ site: v.string(), prefix: v.string(), user: v.optional(UserNameSchema) }),
    result: v.object({
      /** Those of one user, or all of the virtual proxy; on the proxy node that the site's QPS is. */
      sessions: v.array(QlikSessionSchema),
      /** How many more there are: of users that the site may not impersonate, or beyond {@link maxSessionsListed}. */
      hidden: v.number(),
    }),
  },
  /** Ends all sessions of a user on a virtual proxy. */
  logOut: {
    params: v.object({ site: v.string(), prefix: v.string(), user: UserNameSchema }),
    result: v.object({ ended: v.number() }),
  },
  /** Stops the request of that id, which then answers CANCELLED; a session it was making is ended first. */
  cancel: {
    params: v.object({ request: v.number() }),
    result: v.object({ cancelled: v.boolean() }),
  },
} as const

export type Command = keyof typeof commands
export type CommandParams<C extends Command> = v.InferOutput<(typeof commands)[C]['params']>
export type CommandResult<C extends Command> = v.InferOutput<(typeof commands)[C]['result']>
export type QlikSession = v.InferOutput<typeof QlikSessionSchema>
export type Session = v.InferOutput<typeof CreatedSessionSchema>
export type VirtualProxy = v.InferOutput<typeof VirtualProxySchema>

export const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)
