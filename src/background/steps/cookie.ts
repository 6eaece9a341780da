import { hubAddress, whoAmIAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import { planSessionCookie, type SessionCookie } from '#protocol/session-cookie'
import type { RunRecord } from '../run-record.ts'
import { type RunStep, siteOf } from '../run-step.ts'
import { placeOf, type StoredCookie } from '../stored-cookie.ts'

/** Passes when the cookie is there, equal to what was meant, and no twin of its name is sent beside it. */
export const cookieStep: RunStep = async ({ record, remember, browser }) => {
  const { request, journal } = record()
  const { cookie, nameFrom } = plannedCookie(record())
  const storeId = await browser.cookies.storeOf(request.windowId)
  const seenBy = cookieAddresses(record())
  const replaced = journal.replaced ?? (await browser.cookies.named(cookie.name, seenBy, storeId))
  await remember({ storeId, journal: { ...record().journal, replaced } })
  await browser.cookies.clear(cookie.name, seenBy, storeId)
  const refused = await browser.cookies.set(cookie, storeId).then(
    () => undefined,
    (reason: unknown) => String(reason),
  )
  expectKept(cookie, await browser.cookies.named(cookie.name, seenBy, storeId), refused)
  return `${cookie.name} (${nameFrom} name)${countReplaced(replaced)}`
}

/** What the run's cookie is meant to be. */
export const plannedCookie = (record: RunRecord) => {
  const { prefix, sessionId, cookieName } = record.request
  return planSessionCookie({ hub: siteOf(record).hub, prefix, sessionId, cookieName })
}

/** The addresses that the cookie is for: a twin may be set for the path of either. */
export const cookieAddresses = (record: RunRecord): string[] => {
  const { hub } = siteOf(record)
  return [hubAddress(hub, record.request.prefix), whoAmIAddress(hub, record.request.prefix)]
}

/** Throws COOKIE_REJECTED or COOKIE_SHADOWED. */
function expectKept(meant: SessionCookie, kept: StoredCookie[], refused: string | undefined): void {
  const ours = kept.find(cookie => placeOf(cookie) === placeOf(meant))
  if (ours === undefined) {
    throw failure('COOKIE_REJECTED', { cookie: meant.name, reason: refused ?? 'it was not there afterwards' })
  }
  const differing = compared.filter(key => ours[key] !== meant[key])
  if (differing.length > 0) {
    throw failure('COOKIE_REJECTED', {
      cookie: meant.name,
      reason: `it keeps another ${differing.join(', ')}`,
    })
  }
  const others = kept.filter(cookie => cookie !== ours).map(placeOf)
  if (others.length > 0) throw failure('COOKIE_SHADOWED', { cookie: meant.name, others })
}

const compared = ['value', 'hostOnly', 'secure', 'httpOnly'] as const

const countReplaced = ({ length }: StoredCookie[]): string =>
  length === 0 ? '' : `, in place of ${length === 1 ? 'one' : length} of that name`
