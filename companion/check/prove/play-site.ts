import type { Case } from '../cases/case.ts'
import type { PlayedRefusal, PlayedSite, PlayedVirtualProxy } from './double-file.ts'

/** Returns the site on which these cases are as expected, as far as a double can play it. */
export function playSite(cases: readonly Case[]): PlayedSite {
  const virtualProxies = new Map<string, PlayedVirtualProxy>()
  for (const each of cases) {
    const { prefix, expect } = each
    const known = virtualProxies.get(prefix)
    virtualProxies.set(prefix, {
      prefix,
      settings: { ...known?.settings, ...toSettings(each) },
      isMissing: expect.refusedWith === 'VIRTUAL_PROXY_UNKNOWN' && known?.isMissing !== false,
    })
  }
  return {
    virtualProxies: [...virtualProxies.values()],
    users: cases.map(({ user }) => user),
    refusals: cases.flatMap(toRefusal),
  }
}

/** The double's front end is reached over https. */
function toSettings({ expect: { cookie, virtualProxy } }: Case): PlayedVirtualProxy['settings'] {
  const { name, domain, secure, sameSite } = cookie ?? {}
  const https = {
    ...(secure === undefined ? {} : { secure }),
    ...(sameSite === undefined ? {} : { sameSite }),
    ...virtualProxy?.https,
  }
  return {
    ...(name === undefined ? {} : { cookieName: name }),
    ...(domain === undefined ? {} : { cookieDomain: domain }),
    ...virtualProxy,
    ...(Object.keys(https).length === 0 ? {} : { https }),
  }
}

/** The refusals that a double plays. Hubpass itself refuses a user who is not allowed. */
const refusalKinds: Record<string, PlayedRefusal['how']> = {
  NOT_SIGNED_IN: 'signedOut',
  HUB_ERROR_PAGE: 'errorPage',
}

function toRefusal({ expect: { refusedWith = '' }, prefix, user, attributes }: Case): PlayedRefusal[] {
  const how = refusalKinds[refusedWith]
  return how === undefined ? [] : [{ prefix, user, attributes, how }]
}
