import * as v from 'valibot'

export const sessionCookieIntents = [
  /** Requests the session cookie of the active tab, until the page or `hideSessionCookie` ends it. */
  v.object({ intent: v.literal('showSessionCookie'), windowId: v.number() }),
  v.object({ intent: v.literal('hideSessionCookie') }),
] as const
