import * as v from 'valibot'
import { IdentitySchema } from '#protocol/identity'
import { personaIntents } from './personas/persona-intents.ts'
import { quarantineIntents } from './quarantine.ts'
import { CauseIdSchema } from './runs/cause.ts'
import { runHistoryIntents } from './runs/run-history.ts'
import { sessionActionIntents } from './sessions/session-actions.ts'
import { sessionListIntents } from './sessions/session-list.ts'

/** What a run is asked for. The values are as they were typed: the background says what is wrong with them. */
export const SignInRequestSchema = v.object({
  site: v.string(),
  prefix: v.string(),
  identity: IdentitySchema,
  sessionId: v.string(),
  /** Empty: the name that belongs to the virtual proxy. */
  cookieName: v.string(),
  /** The window where the popup was opened. */
  windowId: v.number(),
  /** In a private window, beside what the normal ones show. */
  beside: v.optional(v.boolean()),
  /** The id of the persona that was chosen, if one was. */
  persona: v.optional(v.string()),
})

/** What a page may ask of the background. */
export const IntentSchema = v.variant('intent', [
  v.object({ intent: v.literal('signIn'), request: SignInRequestSchema }),
  /** The answer to the browser's permission prompt, which only a page can open. */
  v.object({ intent: v.literal('permission'), granted: v.boolean() }),
  v.object({ intent: v.literal('cancel') }),
  /** Look for the companion again, and for its sites; quietly: by itself, so that nothing shows but what it finds. */
  v.object({ intent: v.literal('reconnect'), quietly: v.optional(v.boolean()) }),
  /** Which virtual proxies has the site? */
  v.object({ intent: v.literal('virtualProxies'), site: v.string() }),
  /** Who is it, in the tab in front of that window? Answered now, and again whenever that may have changed. */
  v.object({ intent: v.literal('who'), windowId: v.number() }),
  /** The action of a cause of the last run. */
  v.object({ intent: v.literal('mend'), run: v.string(), cause: CauseIdSchema }),
  /** Brings to the front a window where Hubpass has signed somebody in. */
  v.object({ intent: v.literal('showWindow'), windowId: v.number() }),
  ...runHistoryIntents,
  ...quarantineIntents,
  ...personaIntents,
  ...sessionActionIntents,
  ...sessionListIntents,
])

export type SignInRequest = v.InferOutput<typeof SignInRequestSchema>
export type Intent = v.InferOutput<typeof IntentSchema>
