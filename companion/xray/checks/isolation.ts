import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { readUser, toEvidence } from '../questions/exchange.ts'
import type { Questions } from '../questions/questions.ts'
import type { VirtualProxyFacts } from '../questions/site-facts.ts'
import { inVirtualProxy, nameProxy } from '../rules/places.ts'

const getCookieName = ({ prefix, settings }: VirtualProxyFacts): string =>
  settings.cookieName ?? defaultCookieName(prefix)

const listLinked = async (questions: Questions): Promise<VirtualProxyFacts[]> =>
  (await questions.facts()).virtualProxies.filter(({ settings }) => settings.linked)

const uniqueNames = defineCheck({
  id: 'SC-05',
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
    const evidence = linked.map(each => `${inEnglish(nameProxy(each.prefix))}: ${getCookieName(each)}`)
    const proxies = shared.map(({ prefix }) => nameProxy(prefix))
    if (shared.length > 0)
      return failed(
        say('check.SC-05.failed', { proxies }),
        {
          ...inVirtualProxy(questions, 'Authentication', {
            field: 'Session cookie header name',
            present: shared[0] === undefined ? '' : getCookieName(shared[0]),
            wanted: say('check.SC-05.wanted'),
          }),
          page: say('check.place.virtualProxy', { proxies, section: 'Authentication' }),
        },
        evidence,
      )
    const hasPrefix = names.some(name => /^__(host|secure)-/.test(name))
    return passed(hasPrefix ? say('check.SC-05.passedWithPrefix') : say('check.SC-05.passed'), evidence)
  },
})

/** A site may have dozens of virtual proxies. */
const maxOthers = 6

const proxies = defineCheck({
  id: 'SC-20',
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
    if (exchanges.length === 0) return undecided(say('check.SC-20.undecided'))
    const open = exchanges.filter(({ exchange }) => readUser(exchange) !== undefined)
    const evidence = [
      ...exchanges.map(({ exchange }) => toEvidence(exchange)),
      ...(left === 0 ? [] : [`${left} more virtual proxies were not asked`]),
    ]
    if (open.length === 0) return passed(say('check.SC-20.passed', { number: exchanges.length }), evidence)
    return failed(
      say('check.SC-20.failed', { proxies: open.map(({ prefix }) => nameProxy(prefix)) }),
      inVirtualProxy(questions, 'Advanced', {
        field: 'Session module base URI',
        present: say('check.SC-20.present'),
        wanted: say('check.SC-20.wanted'),
      }),
      evidence,
    )
  },
})

export const isolationChecks: readonly Check[] = [uniqueNames, proxies]
