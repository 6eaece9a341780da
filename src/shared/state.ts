import * as v from 'valibot'
import { ExtensionFolderSchema } from '#protocol/extension-folder'
import { InvocationSchema } from '#protocol/invocation'
import { FindingSchema } from '#protocol/messages'
import { SiteSchema } from '#protocol/site'
import { FoundUsersSchema } from './found-users.ts'
import { PersonasStateSchema } from './personas/persona-state.ts'
import { PolicyStateSchema } from './policy.ts'
import { QuarantinedItemSchema, QuarantinedTextSchema } from './quarantine.ts'
import { RunSchema } from './runs/run.ts'
import { OpenedRunSchema, RunListSchema } from './runs/run-history.ts'
import { CurrentUserSchema } from './sessions/current-user.ts'
import { SessionActionSchema } from './sessions/session-actions.ts'
import { SessionListSchema } from './sessions/session-list.ts'
import { SignedInWindowSchema } from './sessions/signed-in-windows.ts'
import { SettingsSchema } from './settings.ts'
import { SiteActionSchema } from './sites/site-actions.ts'
import { VirtualProxiesSchema } from './virtual-proxies.ts'

const CompanionStateSchema = v.variant('status', [
  v.object({ status: v.literal('connecting') }),
  v.object({
    status: v.literal('ready'),
    version: v.string(),
    sites: v.array(SiteSchema),
    /** Beside the companion. */
    extensionFolder: v.optional(ExtensionFolderSchema),
    /** How a terminal starts the command line. */
    invocation: v.optional(InvocationSchema),
  }),
  v.object({ status: v.literal('failed'), finding: FindingSchema }),
])

/** Everything that a page can show. */
const StateSchema = v.object({
  companion: CompanionStateSchema,
  /** The current or last run. */
  run: v.optional(RunSchema),
  /** Whether a sign-in has been verified on this computer. */
  hasSignedIn: v.optional(v.boolean()),
  /** The id of the last run that passed and whose session is over or no longer in the browser. */
  overRunId: v.optional(v.string()),
  /** Undefined until they have been read from the storage. */
  personas: v.optional(PersonasStateSchema),
  /** The id of the persona that a keyboard shortcut has requested; empty for none. */
  requestedPersonaId: v.optional(v.string()),
  /** Undefined until the organization's policy has been read. */
  policy: v.optional(PolicyStateSchema),
  /** Undefined until they have been read from the storage. */
  settings: v.optional(SettingsSchema),
  /** Stored data that could not be read. */
  quarantine: v.optional(v.array(QuarantinedItemSchema)),
  /** Present once a page has requested it, as are the next two. */
  quarantinedText: v.optional(QuarantinedTextSchema),
  runHistory: v.optional(RunListSchema),
  openedRun: v.optional(OpenedRunSchema),
  /** The windows where Hubpass has signed a user in. */
  signedInWindows: v.optional(v.array(SignedInWindowSchema)),
  virtualProxies: v.optional(VirtualProxiesSchema),
  /** Present once a page has searched. */
  foundUsers: v.optional(FoundUsersSchema),
  /** One entry for each window with a page. */
  currentUsers: v.optional(v.array(CurrentUserSchema)),
  /** The most recent one. */
  sessionAction: v.optional(SessionActionSchema),
  /** A {@link SessionCookieView}, which only the dialog that shows it parses. */
  sessionCookie: v.optional(v.unknown()),
  /** A `TabExplanation`, which only the dialog that shows it parses. */
  tabExplanation: v.optional(v.unknown()),
  /** An `XrayView`, which only the dialog that shows it parses. */
  xray: v.optional(v.unknown()),
  /** Present once a page has requested it. */
  sessionList: v.optional(SessionListSchema),
  /** The most recent one. */
  siteAction: v.optional(SiteActionSchema),
})

export type CompanionState = v.InferOutput<typeof CompanionStateSchema>
/** An interface, because the compiler would otherwise expand the whole type wherever it is used. */
export interface State extends v.InferOutput<typeof StateSchema> {}

const StateChangeSchema = v.partial(StateSchema)

/** What the background sends to a page: the whole state first, then changes. */
export const PageMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('state'), state: StateSchema }),
  v.object({ kind: v.literal('change'), change: StateChangeSchema }),
])

export interface StateChange extends v.InferOutput<typeof StateChangeSchema> {}
export type PageMessage = { kind: 'state'; state: State } | { kind: 'change'; change: StateChange }

/** Applies a change, which never removes a slice. */
export const withChange = (state: State, change: StateChange): State => Object.assign({}, state, change)

/**
 * The name of the port between a page and the background: intents in one direction, states in the
 * other.
 */
export const pagePortName = 'page'
