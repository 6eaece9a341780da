/** `X-Qlik-Session-{prefix}`; a name that was typed is taken as it is, suffix and all. */
export const defaultCookieName = (prefix: string, secure = true): string =>
  `X-Qlik-Session${prefix === '' ? '' : `-${prefix}`}${secure ? '' : '-HTTP'}`
