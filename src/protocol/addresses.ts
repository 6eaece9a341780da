/** Addresses on the proxy: the virtual proxy's prefix comes first there (qlik-sense-facts §1.1). */
const below = (hub: string, prefix: string): string => (prefix === '' ? hub : `${hub}/${prefix}`)

/** The hub page of a virtual proxy; `hub` is an origin. */
export const hubAddress = (hub: string, prefix: string): string => `${below(hub, prefix)}/hub/`

/** Names who is signed in (Personal API, qlik-sense-facts §2.1). */
export const whoAmIAddress = (hub: string, prefix: string): string => `${below(hub, prefix)}/qps/user`

/** The host of an origin, without scheme and port. */
export const hostOf = (origin: string): string => origin.replace(/^[a-z]+:\/\//, '').replace(/:\d+$/, '')

export const isHttps = (origin: string): boolean => origin.startsWith('https:')
