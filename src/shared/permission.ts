import { getHost } from '#protocol/hub-urls'

/**
 * The one host permission that a hub needs, as a match pattern: without a port, because cookies know none, and for both
 * schemes, because the browser hides a cookie without Secure from whoever may not use `http` (measured on Chromium 156).
 */
export const toOriginPattern = (hub: string): string => `*://${getHost(hub)}/*`
