import { type Answer, empty, json, text } from '../http/answer.ts'
import { type Question, queryValue } from '../http/question.ts'
import { follow, type Route } from '../http/routes.ts'
import { refuseStranger } from '../http/strangers.ts'
import { refuseForgery, XSRF_WORDS } from '../http/xrfkey.ts'
import type { Site } from '../site/site.ts'
import { refuseUnnamedCaller } from './caller.ts'
import { FilterRefused, parseFilter } from './filter.ts'
import { condensedProxyServices, fullProxyService, fullProxyServices } from './proxy-service.ts'
import { fullUser } from './users.ts'
import { condensedVirtualProxy, fullVirtualProxy, type Wire } from './virtual-proxy-config.ts'

interface Call {
  readonly question: Question
  readonly site: Site
}

/** A real site's answer, but for its version (qlik-sense-facts.md §4.2). */
const ABOUT = {
  buildVersion: '26.31.3.0',
  buildDate: '10/9/2020 09:53:45 AM',
  databaseProvider: 'Devart.Data.PostgreSql',
  nodeType: 1,
  sharedPersistence: true,
  requiresBootstrap: false,
  singleNodeOnly: false,
  schemaPath: 'About',
} as const

const condensedProxies = ({ site }: Call): Wire[] =>
  site.virtualProxies.map(each => condensedVirtualProxy(each, site))
const fullProxies = ({ site }: Call): Wire[] => site.virtualProxies.map(each => fullVirtualProxy(each, site))

/** Behind `/qrs/` (qlik-sense-facts.md §4.2 to §4.5). */
const ROUTES: readonly Route<Call>[] = [
  { method: 'GET', path: 'about', answer: () => json(200, ABOUT) },
  { method: 'GET', path: 'ssl/ping', answer: () => json(200, { value: true }) },
  { method: 'GET', path: 'virtualproxyconfig', answer: call => filtered(condensedProxies(call), call) },
  { method: 'GET', path: 'virtualproxyconfig/full', answer: call => filtered(fullProxies(call), call) },
  {
    method: 'GET',
    path: 'virtualproxyconfig/:id',
    answer: (call, captured) => one(fullProxies(call), captured('id')),
  },
  { method: 'GET', path: 'proxyservice', answer: call => filtered(condensedProxyServices(call.site), call) },
  { method: 'GET', path: 'proxyservice/full', answer: call => filtered(fullProxyServices(call.site), call) },
  { method: 'GET', path: 'proxyservice/local', answer: ({ site }) => json(200, fullProxyService(site)) },
  {
    method: 'GET',
    path: 'proxyservice/:id',
    answer: ({ site }, captured) => one(fullProxyServices(site), captured('id')),
  },
  { method: 'GET', path: 'user/full', answer: call => filtered(call.site.users.map(fullUser), call) },
]

/** The door on 4242: certificate, path, xrfkey, caller, then what was asked. */
export function answerQrs(question: Question, site: Site): Answer {
  const { method, segments } = question
  return (
    refuseStranger(question, site.unknowns) ??
    refusePath(question) ??
    refuseForgery(question, site.unknowns, XSRF_WORDS.qrs) ??
    refuseUnnamedCaller(question, site.unknowns) ??
    follow(ROUTES, { method, segments: segments.slice(1) }, { question, site }) ??
    empty(404)
  )
}

/** Virtual proxies do not exist here: a prefix in the path is 404 (qlik-sense-facts.md §1.5). */
const refusePath = ({ segments }: Question): Answer | undefined =>
  segments[0]?.toLowerCase() === 'qrs' ? undefined : empty(404)

function filtered(items: readonly Wire[], { question }: Call): Answer {
  try {
    return json(200, items.filter(parseFilter(queryValue(question, 'filter'))))
  } catch (error) {
    if (error instanceof FilterRefused) return text(400, error.message)
    throw error
  }
}

function one(items: readonly Wire[], id: string): Answer {
  const item = items.find(each => each.id === id)
  return item ? json(200, item) : empty(404)
}
