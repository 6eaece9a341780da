import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'
import { SiteSchema } from '#protocol/site'
import { PersonasStateSchema } from './personas/persona-state.ts'
import { PolicyStateSchema } from './policy.ts'
import { QuarantinedItemSchema, QuarantinedTextSchema } from './quarantine.ts'
import { RunSchema } from './runs/run.ts'
import { OpenedRunSchema, RunListSchema } from './runs/run-history.ts'
import { CurrentUserSchema } from './sessions/current-user.ts'
import { SessionActionSchema } from './sessions/session-actions.ts'
import { SessionListSchema } from './sessions/session-list.ts'
import { SignedInWindowSchema } from './sessions/signed-in-windows.ts'
import { VirtualProxiesSchema } from './virtual-proxies.ts'

const CompanionStateSchema = v.variant('status', [
  v.object({ status: v.literal('connecting') }),
  v.object({ status: v.literal('ready'), version: v.string(), sites: v.array(SiteSchema) }),
  v.object({ status: v.literal('failed'), finding: FindingSchema }),
])

/** Everything that a page can show. */
const StateSchema = v.object({
  companion: CompanionStateSchema,
  /** The run that goes on, or the last one. */
  run: v.optional(RunSchema),
  /** Undefined until they have been read from the store. */
  personas: v.optional(PersonasStateSchema),
  /** The id of the persona that a key has asked for and the popup has to go on with; empty for none. */
  requestedPersonaId: v.optional(v.string()),
  /** Undefined until the organisation's policy has been read. */
  policy: v.optional(PolicyStateSchema),
  /** Stored data that could not be read. */
  quarantine: v.optional(v.array(QuarantinedItemSchema)),
  /** Present once a page has requested it, as are the next two. */
  quarantinedText: v.optional(QuarantinedTextSchema),
  runHistory: v.optional(RunListSchema),
  openedRun: v.optional(OpenedRunSchema),
  /** Which window is who, where Hubpass has made the session. */
  signedInWindows: v.optional(v.array(SignedInWindowSchema)),
  virtualProxies: v.optional(VirtualProxiesSchema),
  /** Of each window that a page was opened in. */
  currentUsers: v.optional(v.array(CurrentUserSchema)),
  /** The most recent one. */
  sessionAction: v.optional(SessionActionSchema),
  /** Present once a page has requested it. */
  sessionList: v.optional(SessionListSchema),
})

export type CompanionState = v.InferOutput<typeof CompanionStateSchema>
export type State = v.InferOutput<typeof StateSchema>

const StateChangeSchema = v.partial(StateSchema)

/** What the background tells a page: everything when the page opens, then only what has changed. */
export const PageMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('state'), state: StateSchema }),
  v.object({ kind: v.literal('change'), change: StateChangeSchema }),
])

export type StateChange = v.InferOutput<typeof StateChangeSchema>
export type PageMessage = v.InferOutput<typeof PageMessageSchema>

/** The state as it is then. A change takes nothing away. */
export const withChange = (state: State, change: StateChange): State => Object.assign({}, state, change)

/**
 * The name of the port between a page and the background: intents one way, states the other. In a file of its own, so that pages
 * do not carry the schemas of intents.
 */
export const pagePortName = 'page'
