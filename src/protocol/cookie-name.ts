/** A cookie's name as the QMC has it, as it is on the wire: on plain http the proxy adds a suffix (docs/facts/qlik-sense.md §3.5). */
export const cookieNameOnWire = (name: string, isHttps: boolean): string =>
  isHttps ? name : name + httpSuffix

export const httpSuffix = '-HTTP'

/** `X-Qlik-Session-{prefix}`; a name that was typed is taken as it is, suffix and all. */
export const defaultCookieName = (prefix: string, isHttps = true): string =>
  cookieNameOnWire(`X-Qlik-Session${prefix === '' ? '' : `-${prefix}`}`, isHttps)
