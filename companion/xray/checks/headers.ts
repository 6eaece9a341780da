import { say } from '#messages/checks/message'
import { isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { type Exchange, listPaths, readHeader, toEvidence } from '../questions/exchange.ts'
import type { Questions } from '../questions/questions.ts'
import { addHeader } from '../rules/places.ts'
import { Unclear } from '../unclear.ts'

const askOwnAnswers = async (questions: Questions): Promise<Exchange[]> => {
  await questions.assertSignedIn()
  return [await questions.ownHub(), await questions.ownUser(), await questions.ownUserInfo()]
}

const yearSeconds = 31_536_000

const hsts = defineCheck({
  id: 'SC-31',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['WSTG-CONF-07', 'WSTG-SESS-09', 'ASVS v5.0.0-3.4.1', 'ZAP 10035'],
  ask: async questions => {
    if (!isHttps(questions.port.hub)) throw new Unclear(say('check.SC-31.plainHub'))
    await questions.assertSignedIn()
    const exchanges = [
      await questions.ownHub(),
      await questions.ownUser(),
      await questions.hubWithoutSession(),
    ]
    return { questions, exchanges, needsSubdomains: !(await questions.cookie()).hostOnly }
  },
  judge({ questions, exchanges, needsSubdomains }) {
    const evidence = exchanges.map(each => toEvidence(each, 'strict-transport-security'))
    if (exchanges.some(({ answer }) => answer.status >= 500))
      return undecided(say('check.SC-31.undecided'), evidence)
    const weak = exchanges.filter(({ answer }) => {
      const value = readHeader(answer, 'strict-transport-security').join()
      const seconds = Number(/max-age="?(\d+)/i.exec(value)?.[1] ?? 0)
      return seconds < yearSeconds || (needsSubdomains && !/includeSubDomains/i.test(value))
    })
    if (weak.length === 0) return passed(say('check.SC-31.passed'), evidence)
    return failed(
      say('check.SC-31.failed', { paths: listPaths(weak) }),
      addHeader(
        questions,
        say('check.SC-31.present'),
        `Strict-Transport-Security: max-age=${yearSeconds}; includeSubDomains`,
      ),
      evidence,
    )
  },
})

const caching = defineCheck({
  id: 'SC-32',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['WSTG-ATHN-06', 'ASVS v5.0.0-14.3.2', 'ZAP 10015'],
  ask: async questions => ({ questions, exchanges: await askOwnAnswers(questions) }),
  judge({ questions, exchanges }) {
    // An older release may lack an address.
    const answered = exchanges.filter(({ answer }) => answer.status === 200)
    const evidence = exchanges.map(each => toEvidence(each, 'cache-control'))
    const readControl = ({ answer }: Exchange) => readHeader(answer, 'cache-control').join()
    const open = answered.filter(each => !/no-store/i.test(readControl(each)))
    const weak = open.filter(
      each => /no-cache/i.test(readControl(each)) && /private/i.test(readControl(each)),
    )
    if (answered.length === 0) return undecided(say('check.SC-32.undecided'), evidence)
    if (open.length === 0) return passed(say('check.SC-32.passed'), evidence)
    if (weak.length === open.length)
      return passed(say('check.SC-32.weak', { paths: listPaths(weak) }), evidence)
    return failed(
      say('check.SC-32.failed', { paths: listPaths(open) }),
      addHeader(questions, say('check.SC-32.present'), 'Cache-Control: no-store'),
      evidence,
    )
  },
})

/** frame-ancestors decides alone where it is present (CSP 3 §7.7.1). */
function isFramingLimited(hub: Exchange): boolean {
  const policy = readHeader(hub.answer, 'content-security-policy').join(';')
  const ancestors = /frame-ancestors([^;]*)/i.exec(policy)?.[1]
  if (ancestors !== undefined) return !/(^|\s)(\*|https?:)(\s|$)/i.test(ancestors)
  return /^\s*(deny|sameorigin)\s*$/i.test(readHeader(hub.answer, 'x-frame-options').join())
}

/** The lines that a page should have, and how to find out. */
const pageHeaders: readonly [wanted: string, isSet: (hub: Exchange) => boolean][] = [
  [
    'X-Content-Type-Options: nosniff',
    ({ answer }) => /nosniff/i.test(readHeader(answer, 'x-content-type-options').join()),
  ],
  ["Content-Security-Policy: frame-ancestors 'self'", isFramingLimited],
  [
    'Referrer-Policy: strict-origin-when-cross-origin',
    ({ answer }) => /^(?!.*unsafe-url).*\w/i.test(readHeader(answer, 'referrer-policy').join()),
  ],
]

const shownHeaders = [
  'x-content-type-options',
  'content-security-policy',
  'x-frame-options',
  'referrer-policy',
]

const others = defineCheck({
  id: 'SC-34',
  severity: 'low',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-3.4.4', 'ASVS v5.0.0-3.4.5', 'ASVS v5.0.0-3.4.6', 'ZAP 10020', 'ZAP 10021'],
  ask: async questions => {
    await questions.assertSignedIn()
    return { questions, hub: await questions.ownHub() }
  },
  judge({ questions, hub }) {
    const evidence = [toEvidence(hub, ...shownHeaders)]
    if (hub.answer.status !== 200)
      return undecided(say('check.SC-34.undecided', { status: hub.answer.status }), evidence)
    const wanted = pageHeaders.flatMap(([line, isSet]) => (isSet(hub) ? [] : [line]))
    if (wanted.length === 0) return passed(say('check.SC-34.passed'), evidence)
    return failed(
      say('check.SC-34.failed', { headers: wanted.map(line => line.split(':')[0] ?? '') }),
      addHeader(questions, say('check.value.missing'), wanted.join(' · ')),
      evidence,
    )
  },
})

export const headerChecks: readonly Check[] = [hsts, caching, others]
