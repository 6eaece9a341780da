import type { SameSite, SessionCookie } from '#protocol/session-cookie'

/** Returns the session cookie as `Storage.setCookies` takes it. */
export function toDevtoolsCookie(cookie: SessionCookie): object {
  const { name, value, domain, hostOnly, secure, sameSite, url } = cookie
  const sameSiteName = sameSiteNames[sameSite]
  return {
    name,
    value,
    path: '/',
    secure,
    httpOnly: true,
    // Without a domain, the cookie belongs to the host of the address alone.
    ...(hostOnly ? { url } : { domain }),
    ...(sameSiteName === undefined ? {} : { sameSite: sameSiteName }),
  }
}

const sameSiteNames: Record<SameSite, string | undefined> = {
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
  unspecified: undefined,
}
