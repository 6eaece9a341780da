import * as v from 'valibot'
import { IdentitySchema } from '#protocol/identity'
import { foundUsersIntents } from './found-users-intents.ts'
import { personaIntents } from './personas/persona-intents.ts'
import { quarantineIntents } from './quarantine-intents.ts'
import { CauseIdSchema } from './runs/cause.ts'
import { runHistoryIntents } from './runs/run-history-intents.ts'
import { sessionActionIntents } from './sessions/session-actions.ts'
import { sessionCookieIntents } from './sessions/session-cookie-intents.ts'
import { sessionListIntents } from './sessions/session-list.ts'
import { tabExplanationIntents } from './sessions/tab-explanation.ts'
import { xrayIntents } from './sessions/xray.ts'
import { settingsIntents } from './settings-intents.ts'
import { siteActionIntents } from './sites/site-intents.ts'

/** The request for a run. The values are as typed; the background validates them. */
export const SignInRequestSchema = v.object({
  site: v.string(),
  prefix: v.string(),
  identity: IdentitySchema,
  sessionId: v.string(),
  /** Empty to use the name of the virtual proxy. */
  cookieName: v.string(),
  /** Whether to use that name although the QMC has another one. */
  usesTypedName: v.optional(v.boolean()),
  /** The window of the popup. */
  windowId: v.number(),
  /** Whether to sign in in a private window. */
  inPrivateWindow: v.optional(v.boolean()),
  /** The id of the chosen persona. */
  persona: v.optional(v.string()),
})

/** Everything that a page can request from the background. */
export const IntentSchema = v.variant('intent', [
  v.object({ intent: v.literal('signIn'), request: SignInRequestSchema }),
  /** The answer to the permission prompt, which only a page can open. */
  v.object({ intent: v.literal('permission'), granted: v.boolean() }),
  v.object({ intent: v.literal('cancel') }),
  /** Reconnects to the companion. `quietly` keeps the current state visible meanwhile. */
  v.object({ intent: v.literal('reconnect'), quietly: v.optional(v.boolean()) }),
  /** Requests the virtual proxies of a site. */
  v.object({ intent: v.literal('virtualProxies'), site: v.string() }),
  /** Requests who is signed in in the active tab of a window, now and after every change. */
  v.object({ intent: v.literal('watchCurrentUser'), windowId: v.number() }),
  /** Applies the fix of a cause of the last run. */
  v.object({ intent: v.literal('applyFix'), run: v.string(), cause: CauseIdSchema }),
  /** Focuses a window where Hubpass has signed a user in. */
  v.object({ intent: v.literal('showWindow'), windowId: v.number() }),
  ...foundUsersIntents,
  ...runHistoryIntents,
  ...quarantineIntents,
  ...personaIntents,
  ...sessionActionIntents,
  ...sessionCookieIntents,
  ...sessionListIntents,
  ...siteActionIntents,
  ...tabExplanationIntents,
  ...settingsIntents,
  ...xrayIntents,
])

export type SignInRequest = v.InferOutput<typeof SignInRequestSchema>
export type Intent = v.InferOutput<typeof IntentSchema>
