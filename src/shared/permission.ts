import { hostOf } from '#protocol/session-cookie'

/**
 * The one host permission that a hub needs, as a match pattern. Without a port, because cookies know none
 * and a pattern with a port would not cover them.
 */
export const originPatternOf = (hub: string): string =>
  `${hub.startsWith('https:') ? 'https' : 'http'}://${hostOf(hub)}/*`
