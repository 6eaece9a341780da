import { type CookieFormat, jsonFormat, withLowerSameSite } from './format.ts'

/** A serialized jar of tough-cookie, which `newman --cookie-jar` reads. The jar calls the name `key`. */
export const postman: CookieFormat = jsonFormat('Postman', ({ cookie }) => {
  const { name, value, domain, path, secure, httpOnly, hostOnly } = cookie
  const now = new Date().toISOString()
  return {
    version: 'tough-cookie@4.1.4',
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: false,
    cookies: [
      {
        key: name,
        value,
        domain: domain.replace(/^\./, ''),
        path,
        secure,
        httpOnly,
        hostOnly,
        creation: now,
        lastAccessed: now,
        ...withLowerSameSite(cookie),
      },
    ],
  }
})
