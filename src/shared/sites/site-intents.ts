import * as v from 'valibot'

/** The intents about sites. The companion asks the person before it changes anything. */
export const siteActionIntents = [
  /** Adds a site, or changes the one with this id. */
  v.object({ intent: v.literal('addSite'), site: v.string(), hub: v.string() }),
  v.object({ intent: v.literal('removeSite'), site: v.string() }),
  v.object({ intent: v.literal('checkSite'), site: v.string() }),
  /** Closes the dialog or stops the check. */
  v.object({ intent: v.literal('cancelSiteAction') }),
] as const
