import type { PlayedSite, PlayedVirtualProxy } from '../../../../companion/check/prove/double-file.ts'
import { isDefectName } from '../defects.ts'
import type { DoubleOptions } from '../settings.ts'
import type { Session } from '../site/sessions.ts'
import { isSameUser } from '../site/users.ts'
import type { SameSite, VirtualProxyOptions } from '../site/virtual-proxies.ts'
import { isSignInDefect, LIFTED_REFUSALS, SIGN_IN_DEFECTS } from './defects.ts'

/** Returns the options of a hardened double that plays a site, with one defect or none. */
export function toOptions(site: PlayedSite, defect?: string): DoubleOptions {
  const isLifted = defect === LIFTED_REFUSALS
  const options: DoubleOptions = {
    hardened: true,
    virtualProxies: [
      // Some checks compare with another virtual proxy.
      ...(site.virtualProxies.some(({ prefix }) => prefix === '') ? [] : [{ prefix: '' }]),
      ...site.virtualProxies.filter(({ isMissing }) => isLifted || !isMissing).map(toVirtualProxy),
      { prefix: 'hubpass-other' },
    ],
    users: [...site.users],
    ...(isLifted ? {} : { decideAccess: session => findRefusal(session, site)?.how ?? 'accepted' }),
  }
  if (defect === undefined || isLifted) return options
  if (isSignInDefect(defect)) return { ...options, ...SIGN_IN_DEFECTS[defect].change(options) }
  if (!isDefectName(defect)) throw new Error(`${defect} is no defect`)
  return { ...options, defects: [defect] }
}

const SAME_SITE: Record<string, SameSite> = { 'no attribute': 0, none: 1, lax: 2, strict: 3 }

/** Leaves out what the plan does not expect, so that the double has its own values. */
function toVirtualProxy({ prefix, settings }: PlayedVirtualProxy): VirtualProxyOptions {
  const { description, cookieName, cookieDomain, https, http, timeoutMinutes, maxTimeoutMinutes } = settings
  const { authenticationModuleUri, hostAllowList, linked } = settings
  const values = {
    description,
    sessionCookieHeaderName: cookieName,
    sessionCookieDomain: cookieDomain,
    hasSecureAttributeHttps: https?.secure,
    sameSiteAttributeHttps: SAME_SITE[https?.sameSite ?? ''],
    hasSecureAttributeHttp: http?.secure,
    sameSiteAttributeHttp: SAME_SITE[http?.sameSite ?? ''],
    sessionInactivityTimeout: timeoutMinutes ?? (maxTimeoutMinutes && Math.min(30, maxTimeoutMinutes)),
    authenticationModuleRedirectUri: authenticationModuleUri,
    websocketCrossOriginWhiteList: hostAllowList,
    linked,
  }
  return { prefix, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) }
}

const findRefusal = (session: Session, { refusals }: PlayedSite) =>
  refusals.find(
    ({ prefix, user, attributes }) =>
      prefix === session.prefix &&
      isSameUser(user, session) &&
      JSON.stringify(attributes.map(({ name, value }) => [name, value])) ===
        JSON.stringify(session.attributes ?? []),
  )
