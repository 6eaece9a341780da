import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import { getHost, isHttps } from '#protocol/site'
import type { ProxyService } from '../../qlik/qrs/wire.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isSignedInAs, readUser, toEvidence } from '../questions/exchange.ts'
import { type Questions, userAgent } from '../questions/questions.ts'
import { isNodeOf, type VirtualProxyFacts } from '../questions/site-facts.ts'
import { askFirstTicket } from '../questions/tickets.ts'
import { Unclear } from '../unclear.ts'
import { inInstallation, inVirtualProxy } from './places.ts'

const getCookieName = ({ prefix, settings }: VirtualProxyFacts): string =>
  settings.cookieName ?? defaultCookieName(prefix)

const listLinked = async (questions: Questions): Promise<VirtualProxyFacts[]> =>
  (await questions.facts()).virtualProxies.filter(({ settings }) => settings.linked)

const describe = (prefix: string): string => (prefix === '' ? 'the default one' : prefix)

const uniqueNames = defineCheck({
  id: 'SC-05',
  title: 'Cookie names',
  asked: 'The cookie names of all linked virtual proxies, from QRS.',
  passWhen: 'They differ. A name that begins with __Host- or __Secure- is reported.',
  why: 'Virtual proxies with one cookie name overwrite each other’s sessions in the browser, and see each other’s ids.',
  fix: 'Give each virtual proxy a *Session cookie header name* of its own.',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['WSTG-SESS-08', 'ASVS v5.0.0-3.3.3'],
  ask: async questions => ({ questions, linked: await listLinked(questions) }),
  judge({ questions, linked }) {
    const names = linked.map(each => getCookieName(each).toLowerCase())
    const shared = linked.filter(
      (_, at) => names.indexOf(names[at] ?? '') !== names.lastIndexOf(names[at] ?? ''),
    )
    const evidence = linked.map(each => `${describe(each.prefix)}: ${getCookieName(each)}`)
    if (shared.length > 0)
      return failed(
        `Virtual proxies share a cookie name: ${shared.map(({ prefix }) => describe(prefix)).join(', ')}.`,
        {
          ...inVirtualProxy(questions, 'Authentication', {
            field: 'Session cookie header name',
            present: shared[0] === undefined ? '' : getCookieName(shared[0]),
            wanted: 'a name of its own for each virtual proxy',
          }),
          page: `QMC › Virtual proxies › ${shared.map(({ prefix }) => describe(prefix)).join(', ')} › Authentication`,
        },
        evidence,
      )
    const hasPrefix = names.some(name => /^__(host|secure)-/.test(name))
    return passed(
      hasPrefix
        ? 'Each virtual proxy has its own cookie name. Some have a prefix that browsers enforce.'
        : 'Each virtual proxy has its own cookie name. None begins with __Host- or __Secure-.',
      evidence,
    )
  },
})

/** A site may have dozens of virtual proxies. */
const maxOthers = 6

const proxies = defineCheck({
  id: 'SC-20',
  title: 'Isolation of virtual proxies',
  asked: 'The session id under the cookie name of each other linked virtual proxy, at that virtual proxy.',
  passWhen: 'Nobody is signed in there.',
  why: 'Virtual proxies separate groups of users and ways to sign in. A session that works on all of them makes the weakest one count.',
  fix: 'Give each virtual proxy a *Session cookie header name* of its own. Look for a session module that several of them share.',
  severity: 'high',
  class: 'O',
  phase: 'main',
  references: ['WSTG-SESS-08'],
  ask: async questions => {
    await questions.assertSignedIn()
    const others = (await listLinked(questions)).filter(({ prefix }) => prefix !== questions.port.prefix)
    const exchanges = []
    for (const other of others.slice(0, maxOthers)) {
      const name = cookieNameOnWire(getCookieName(other), isHttps(questions.port.hub))
      const exchange = await questions.ask({
        path: questions.path('/qps/user', other.prefix),
        headers: { Cookie: `${name}=${questions.sessionId}` },
        with: `with the session id in ${name}`,
      })
      exchanges.push({ prefix: other.prefix, exchange })
    }
    return { questions, exchanges, left: Math.max(0, others.length - maxOthers) }
  },
  judge({ questions, exchanges, left }) {
    if (exchanges.length === 0) return undecided('The site has no other linked virtual proxy.')
    const open = exchanges.filter(({ exchange }) => readUser(exchange) !== undefined)
    const evidence = [
      ...exchanges.map(({ exchange }) => toEvidence(exchange)),
      ...(left === 0 ? [] : [`${left} more virtual proxies were not asked`]),
    ]
    if (open.length === 0)
      return passed(`The session opens none of ${exchanges.length} other virtual proxies.`, evidence)
    return failed(
      `The session opens other virtual proxies: ${open.map(({ prefix }) => describe(prefix)).join(', ')}.`,
      inVirtualProxy(questions, 'Advanced', {
        field: 'Session module base URI',
        present: 'a session is valid on several virtual proxies',
        wanted: 'a session module of its own for each virtual proxy',
      }),
      evidence,
    )
  },
})

const getOrigin = ({
  serverNodeConfiguration: { hostName },
  settings: { listenPort = 443 },
}: ProxyService): string => `https://${hostName.toLowerCase()}:${listenPort}`

const nodes = defineCheck({
  id: 'SC-21',
  title: 'Proxy nodes',
  asked: '/qps/user with the session at every other proxy node of QRS that serves the virtual proxy.',
  passWhen: 'The other nodes do not know the session, as Qlik documents. The answer of each is reported.',
  why: 'Sessions belong to one proxy node. If others accept them, something in front of them or a session module shares them.',
  fix: 'Decide whether nodes share sessions: by a session module, or by a load balancer that keeps users on one node.',
  severity: 'info',
  class: 'O',
  phase: 'main',
  references: ['Qlik support article 1714144'],
  ask: async questions => {
    await questions.assertSignedIn()
    const { services } = await questions.facts()
    const { id } = await questions.virtualProxy()
    const { hub } = questions.port
    const origins = new Set(
      services
        .filter(
          service => !isNodeOf(hub, service) && service.settings.virtualProxies.some(each => each.id === id),
        )
        .map(getOrigin),
    )
    const exchanges = []
    for (const origin of origins) {
      const exchange = await questions
        .ask({
          origin,
          path: questions.path('/qps/user'),
          sessionId: questions.sessionId,
          with: `at ${getHost(origin)}, port ${new URL(origin).port || 443}`,
        })
        .catch(error => {
          const finding = questions.port.describe(error)
          if (finding === undefined || finding.code === 'CANCELLED') throw error
          throw new Unclear(`A proxy node does not answer. ${finding.message}`)
        })
      exchanges.push(exchange)
    }
    return { exchanges, user: questions.port.user }
  },
  judge({ exchanges, user }) {
    if (exchanges.length === 0) return undecided('QRS lists no other proxy node for this virtual proxy.')
    const evidence = exchanges.map(each => toEvidence(each))
    if (!exchanges.some(each => isSignedInAs(each, user)))
      return passed(`None of ${exchanges.length} other proxy nodes knows the session.`, evidence)
    return failed(
      'Another proxy node accepts the session.',
      inInstallation('sessions of one node, or a decision to share them', 'nodes share sessions'),
      evidence,
    )
  },
})

const otherUserAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0'

const clientBinding = defineCheck({
  id: 'SC-37',
  title: 'Session bound to its browser',
  asked: '/qps/user with one cookie and two User-Agents, where the extended security environment is on.',
  passWhen: 'The other User-Agent does not get the session. The report says what happens.',
  why: 'The extended security environment makes the browser a part of the identity. Rules may rely on it.',
  fix: 'Qlik Sense decides what a change of the browser does. Do not rely on it if the session goes on.',
  severity: 'info',
  class: 'O',
  phase: 'tickets',
  references: ['Qlik help: X-Qlik-Security'],
  ask: async questions => {
    const { sessionId } = await askFirstTicket(questions)
    const isOn = (await questions.virtualProxy()).extendedSecurityEnvironment
    if (isOn !== true)
      throw new Unclear(
        isOn === undefined
          ? 'QRS does not tell whether the extended security environment is on.'
          : 'The extended security environment is off, so sessions belong to no browser.',
      )
    const path = questions.path('/qps/user')
    return {
      user: questions.port.user,
      first: await questions.ask({
        path,
        sessionId,
        headers: { 'User-Agent': userAgent },
        with: 'as Chrome',
      }),
      second: await questions.ask({
        path,
        sessionId,
        headers: { 'User-Agent': otherUserAgent },
        with: 'as Firefox',
      }),
    }
  },
  judge({ user, first, second }) {
    const evidence = [toEvidence(first), toEvidence(second)]
    if (!isSignedInAs(first, user)) return undecided('The session of the ticket did not work.', evidence)
    if (!isSignedInAs(second, user)) return passed('Another browser does not get the session.', evidence)
    return failed(
      'Another browser gets the session, despite the extended security environment.',
      inInstallation('rules that do not rely on the browser', 'a session works in every browser'),
      evidence,
    )
  },
})

export const isolationChecks: readonly Check[] = [uniqueNames, proxies, nodes, clientBinding]
