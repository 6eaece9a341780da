import { escapeHtml, html, json, type OutgoingResponse } from '../http/response.ts'
import { type PostedIdentity, parsePosted } from '../site/identity.ts'
import type { QpsContext } from './context.ts'
import { refuseIdentity } from './refusals.ts'
import { attributesToWire } from './wire.ts'

/**
 * Handles POST `/qps/{vp/}ticket`: 201 and a ticket for one use (docs/facts/qlik-sense.md §1.3).
 */
export function addTicket({ request, site, prefix }: QpsContext): OutgoingResponse {
  try {
    const posted = parsePosted(request.body)
    const targetUri = findTargetUri({ request, site, prefix }, posted)
    return targetUri === undefined
      ? refuseUnknownTarget(posted)
      : issueTicket({ request, site, prefix }, posted, targetUri)
  } catch (error) {
    return refuseIdentity(error, site.unknowns)
  }
}

function issueTicket(
  { site, prefix }: QpsContext,
  { userDirectory, userId, attributes }: PostedIdentity,
  targetUri: string,
): OutgoingResponse {
  const Ticket = site.tickets.issue(prefix, { userDirectory, userId, ...(attributes ? { attributes } : {}) })
  return json(201, {
    UserDirectory: userDirectory,
    UserId: userId,
    ...attributesToWire(attributes, site),
    Ticket,
    TargetUri: targetUri,
  })
}

/** Returns the target address. Without a target it is the hub, an assumption of the double. */
const findTargetUri = ({ site, prefix }: QpsContext, { targetId }: PostedIdentity): string | undefined =>
  targetId === undefined
    ? `${site.origins.get('proxy')}/${prefix === '' ? '' : `${prefix}/`}hub/`
    : site.targets.find(targetId)

/** Rejects an unknown target with the message of a fake (docs/facts/qlik-sense.md §1.5). */
const refuseUnknownTarget = ({ targetId = '' }: PostedIdentity): OutgoingResponse =>
  html(500, `Specified targetId ${escapeHtml(targetId)} was unknown`)
