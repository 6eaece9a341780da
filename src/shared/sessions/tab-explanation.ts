import * as v from 'valibot'
import { AttributeSchema } from '#protocol/identity'
import { FindingSchema } from '#protocol/messages'
import { CauseSchema } from '../runs/cause.ts'

/** Why the active tab of a window shows the user that it shows, or nobody. */
export const TabExplanationSchema = v.variant('status', [
  v.object({ status: v.literal('closed') }),
  v.object({ status: v.literal('working'), windowId: v.number() }),
  /** The tab shows no hub of a known site. */
  v.object({ status: v.literal('notHub'), windowId: v.number() }),
  v.object({
    status: v.literal('ready'),
    windowId: v.number(),
    site: v.string(),
    prefix: v.string(),
    /** What the hub has just answered. */
    who: v.picklist(['user', 'nobody', 'anonymous', 'unreachable', 'noPermission']),
    /** The user whom the hub reports, as `DIR\id`. */
    user: v.optional(v.string()),
    /** Why the hub could not be asked. */
    finding: v.optional(FindingSchema),
    /** Why nobody is signed in, most probable first, or what is unusual. */
    causes: v.array(CauseSchema),
    /** The last user that Hubpass signed in here, with what it takes to do so again. */
    lastUser: v.optional(
      v.object({
        userDirectory: v.string(),
        userId: v.string(),
        attributes: v.array(AttributeSchema),
        /** Empty to use the name of the virtual proxy. */
        cookieName: v.string(),
        persona: v.optional(v.string()),
      }),
    ),
  }),
])

export type TabExplanation = v.InferOutput<typeof TabExplanationSchema>
export type ExplainedTab = Extract<TabExplanation, { status: 'ready' }>

export const tabExplanationIntents = [
  /** Asks the hub, Qlik Sense and the browser about the active tab, until the page or `stopExplaining` ends it. */
  v.object({ intent: v.literal('explainTab'), windowId: v.number() }),
  v.object({ intent: v.literal('stopExplaining') }),
] as const
