import * as v from 'valibot'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { formatUserName, isSameUser, type UserName } from '#protocol/identity'
import type { SessionCookie } from '#protocol/session-cookie'
import { currentUserUrl, hubUrl } from '#protocol/site'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { HttpResponse } from '../http/endpoint.ts'
import { getFromHub } from './request.ts'

export interface SessionToVerify {
  site: SiteConfiguration
  prefix: string
  user: UserName
  cookie: Pick<SessionCookie, 'name' | 'value'>
}

/**
 * Makes the requests of the steps *hub* and *identity* with the session cookie alone. Returns the
 * user whom the hub reports. Throws NOT_SIGNED_IN, WRONG_IDENTITY, HUB_ERROR_PAGE, HUB_UNREACHABLE,
 * UNEXPECTED_RESPONSE and CANCELLED, as a run does.
 */
export async function verifySession(session: SessionToVerify, signal: AbortSignal): Promise<UserName> {
  const { site, prefix, cookie, user } = session
  const hub = hubUrl(site.hub, prefix)
  assertHubShown(hub, await getFromHub(site, hub, cookie, signal), cookie.name)
  const received = await queryCurrentUser(session, signal)
  if (received === undefined)
    throw failure('NOT_SIGNED_IN', {
      hub: currentUserUrl(site.hub, prefix),
      cookie: cookie.name,
      sawInstead: message('reason.nobodySignedIn'),
    })
  if (!isSameUser(received, user))
    throw failure('WRONG_IDENTITY', { expected: formatUserName(user), received: formatUserName(received) })
  return received
}

/** The documented fields of `/qps/user` (docs/facts/qlik-sense.md §2.1). */
const CurrentUserSchema = v.object({ userDirectory: v.optional(v.string()), userId: v.optional(v.string()) })

/**
 * Asks the hub whose session a cookie belongs to. Returns undefined if nobody is signed in. Throws
 * HUB_UNREACHABLE, UNEXPECTED_RESPONSE and CANCELLED.
 */
export async function queryCurrentUser(
  { site, prefix, cookie }: Omit<SessionToVerify, 'user'>,
  signal: AbortSignal,
): Promise<UserName | undefined> {
  const address = currentUserUrl(site.hub, prefix)
  const { status, body } = await getFromHub(site, address, cookie, signal)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), CurrentUserSchema), body)
  if (status !== 200 || !parsed.success)
    throw failure('UNEXPECTED_RESPONSE', {
      address,
      status,
      problem: message('reason.noUserName'),
      service: 'hub',
    })
  const { userDirectory, userId } = parsed.output
  return userDirectory === undefined || userId === undefined ? undefined : { userDirectory, userId }
}

/** A redirect within the hub shows the hub. Any other one leads to a login page or another host. */
function assertHubShown(hub: string, { status, headers, body }: HttpResponse, cookie: string): void {
  const target = toRedirectTarget(hub, headers.location)
  if (status >= 300 && status < 400 && target !== undefined) {
    if (target.startsWith(hub)) return
    throw failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: target })
  }
  if (status >= 400) throw failure('HUB_ERROR_PAGE', { hub, status, title: readTitle(body) })
  // The wording of a refusal is in docs/facts/qlik-sense.md §4.5 and §4.6.
  const [refusal] = /You cannot access Qlik Sense because[^.<]{1,100}\./i.exec(body) ?? []
  if (refusal !== undefined) throw failure('HUB_ERROR_PAGE', { hub, status, title: refusal })
}

/** Omits the query, because it may contain a ticket. */
function toRedirectTarget(hub: string, location: string | undefined): string | undefined {
  if (location === undefined || !URL.canParse(location, hub)) return undefined
  const { origin, pathname } = new URL(location, hub)
  return (origin + pathname).slice(0, maxTextLength)
}

const readTitle = (body: string): string =>
  (/<title>([^<]{1,300})/i.exec(body)?.[1] ?? '').trim().slice(0, maxTextLength)

const maxTextLength = 300
