import { type Answer, escapeHtml, html, json } from '../http/answer.ts'
import { type Posted, parsePosted } from '../site/identity.ts'
import type { Call } from './call.ts'
import { answerRefusal } from './refusals.ts'
import { attributesToWire } from './wire.ts'

/** POST `/qps/{vp/}ticket`: 201 and a ticket for one use (qlik-sense-facts.md §1.3). */
export function addTicket({ question, site, prefix }: Call): Answer {
  try {
    const posted = parsePosted(question.body)
    const targetUri = targetOf({ question, site, prefix }, posted)
    return targetUri === undefined
      ? unknownTarget(posted)
      : issued({ question, site, prefix }, posted, targetUri)
  } catch (error) {
    return answerRefusal(error, site.unknowns)
  }
}

function issued(
  { site, prefix }: Call,
  { userDirectory, userId, attributes }: Posted,
  targetUri: string,
): Answer {
  const Ticket = site.tickets.issue(prefix, { userDirectory, userId, ...(attributes ? { attributes } : {}) })
  return json(201, {
    UserDirectory: userDirectory,
    UserId: userId,
    ...attributesToWire(attributes, site),
    Ticket,
    TargetUri: targetUri,
  })
}

/** Without a target the user goes to the hub: the double's choice. */
const targetOf = ({ site, prefix }: Call, { targetId }: Posted): string | undefined =>
  targetId === undefined
    ? `${site.origins.get('proxy')}/${prefix === '' ? '' : `${prefix}/`}hub/`
    : site.targets.find(targetId)

/** The words are a fake's (qlik-sense-facts.md §1.5). */
const unknownTarget = ({ targetId = '' }: Posted): Answer =>
  html(500, `Specified targetId ${escapeHtml(targetId)} was unknown`)
