import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { readUser, toEvidence } from '../questions/exchange.ts'
import type { Questions } from '../questions/questions.ts'
import type { VirtualProxyFacts } from '../questions/site-facts.ts'
import { inVirtualProxy } from '../rules/places.ts'

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

export const isolationChecks: readonly Check[] = [uniqueNames, proxies]
