import { type Answer, empty, text } from '../http/answer.ts'
import { headerValue, type Question } from '../http/question.ts'
import { follow, type Route } from '../http/routes.ts'
import { refuseStranger } from '../http/strangers.ts'
import { refuseForgery, XSRF_WORDS } from '../http/xrfkey.ts'
import { reachableVirtualProxy, type Site } from '../site/site.ts'
import { about, alive, health, openapi } from './about.ts'
import type { Call } from './call.ts'
import {
  addSession,
  deleteSession,
  deleteUser,
  getSession,
  listSessions,
  listSessionsOfUser,
} from './sessions.ts'
import { addTicket } from './tickets.ts'

/** Behind `/qps/{vp/}` (qlik-sense-facts.md §1.3). */
const ROUTES: readonly Route<Call>[] = [
  { method: 'POST', path: 'session', answer: addSession },
  { method: 'GET', path: 'session', answer: listSessions },
  { method: 'GET', path: 'session/:id', answer: getSession },
  { method: 'DELETE', path: 'session/:id', answer: deleteSession },
  { method: 'GET', path: 'user/:directory/:id', answer: listSessionsOfUser },
  { method: 'DELETE', path: 'user/:directory/:id', answer: deleteUser },
  { method: 'POST', path: 'ticket', answer: addTicket },
  { method: 'GET', path: 'alive', answer: alive },
  { method: 'GET', path: 'health', answer: health },
  { method: 'GET', path: 'about/:page', answer: about },
  { method: 'GET', path: 'about/openapi/:api', answer: openapi },
]

const WORDS = new Set(ROUTES.map(({ path }) => path.split('/')[0]))

/** The door on 4243: certificate, xrfkey, virtual proxy, then what was asked. */
export function answerQps(question: Question, site: Site): Answer {
  return (
    refuseStranger(question, site.unknowns) ??
    refuseForgery(question, site.unknowns, XSRF_WORDS.qps) ??
    refuseContentType(question, site) ??
    answerCall(question, site)
  )
}

function answerCall(question: Question, site: Site): Answer {
  const [service, first = '', ...rest] = question.segments
  if (service?.toLowerCase() !== 'qps') return empty(404)
  const isPrefixed = !WORDS.has(first.toLowerCase())
  const prefix = isPrefixed ? first : ''
  const segments = isPrefixed ? rest : [first, ...rest]
  return (
    refusePrefix(prefix, site) ??
    follow(ROUTES, { method: question.method, segments }, { question, site, prefix }) ??
    empty(404)
  )
}

/** Nothing was found about a prefix that does not exist here (qlik-sense-facts.md Unknown 3). */
function refusePrefix(prefix: string, site: Site): Answer | undefined {
  const { unknownPrefixOnQps } = site.unknowns
  if (unknownPrefixOnQps === 'accept' || reachableVirtualProxy(site, prefix)) return undefined
  return empty(Number(unknownPrefixOnQps))
}

function refuseContentType(
  question: Question,
  { unknowns: { contentTypeNotJson } }: Site,
): Answer | undefined {
  if (question.method !== 'POST' || contentTypeNotJson === 'accept') return undefined
  const isJson = headerValue(question, 'content-type')?.toLowerCase().startsWith('application/json')
  return isJson ? undefined : text(Number(contentTypeNotJson), 'The content type is not application/json')
}
