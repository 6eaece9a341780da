import { say } from '#messages/checks/message'
import { isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { type Exchange, listPaths, readHeader, toEvidence } from '../questions/exchange.ts'
import type { Questions } from '../questions/questions.ts'
import { addHeader } from '../rules/places.ts'
import { Unclear } from '../unclear.ts'

const askOwnAnswers = async (questions: Questions): Promise<Exchange[]> => {
  await questions.assertSignedIn()
  return [await questions.ownHubPage(), await questions.ownUser(), await questions.ownUserInfo()]
}

const yearSeconds = 31_536_000

/** Splits a directive into name and value, without quotation marks. */
function toDirective(text: string): [name: string, value: string] {
  const [name = '', value = ''] = text.split('=')
  return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')]
}

/** Returns the tokens of a list header in lower case. */
const listTokens = ({ answer }: Exchange, header: string): string[] =>
  readHeader(answer, header)
    .join()
    .split(',')
    .map(token => token.trim().toLowerCase())

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
      // Browsers take the first header (RFC 6797 §8.1).
      const [value = ''] = readHeader(answer, 'strict-transport-security').join().split(',')
      const directives = new Map(value.split(';').map(toDirective))
      const seconds = Number(directives.get('max-age') ?? 0)
      return !(seconds >= yearSeconds) || (needsSubdomains && !directives.has('includesubdomains'))
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
    const says = (exchange: Exchange, directive: string) =>
      listTokens(exchange, 'cache-control').includes(directive)
    const open = answered.filter(each => !says(each, 'no-store'))
    const weak = open.filter(each => says(each, 'no-cache') && says(each, 'private'))
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

/**
 * frame-ancestors decides alone where it is present (CSP 3 §7.7.1). Of several policies, each must
 * allow the frame. In one policy the first directive of a name counts.
 */
function isFramingLimited(hub: Exchange): boolean {
  const policies = readHeader(hub.answer, 'content-security-policy').join().split(',')
  const ancestors = policies.flatMap(policy => {
    const directives = policy.split(';').map(each => each.trim().toLowerCase().split(/\s+/))
    const found = directives.find(([name]) => name === 'frame-ancestors')
    return found === undefined ? [] : [found.slice(1)]
  })
  if (ancestors.length > 0) return ancestors.some(sources => !sources.some(isAnySource))
  return listTokens(hub, 'x-frame-options').every(token => token === 'deny' || token === 'sameorigin')
}

/** A source that many sites match. */
const isAnySource = (source: string): boolean => /^(\*|[a-z]+:|[a-z]+:\/\/\*)(:\*|:\d+)?$/.test(source)

const referrerPolicies = [
  ...['no-referrer', 'no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin', 'same-origin'],
  ...['strict-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
]

/** The lines that a page should have, and how to find out. */
const pageHeaders: readonly [wanted: string, isSet: (hub: Exchange) => boolean][] = [
  ['X-Content-Type-Options: nosniff', hub => listTokens(hub, 'x-content-type-options')[0] === 'nosniff'],
  ["Content-Security-Policy: frame-ancestors 'self'", isFramingLimited],
  [
    'Referrer-Policy: strict-origin-when-cross-origin',
    hub => {
      // Browsers take the last one that they know (Referrer Policy §8.1).
      const policy = listTokens(hub, 'referrer-policy').findLast(token => referrerPolicies.includes(token))
      return policy !== undefined && policy !== 'unsafe-url'
    },
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
    return { questions, hub: await questions.ownHubPage() }
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
