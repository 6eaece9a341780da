import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { httpSuffix } from '#protocol/session-cookie'
import { getHost, isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { type Exchange, findTarget, readHeader, toEvidence } from '../questions/exchange.ts'
import { type Questions, userAgent } from '../questions/questions.ts'
import { isNodeOf } from '../questions/site-facts.ts'
import { inInstallation, inProxy } from '../rules/places.ts'
import { parseSetCookie, readCookieValue } from '../rules/set-cookie.ts'
import { ifClear, Unclear } from '../unclear.ts'

const dayMs = 86_400_000
const minDays = 14

/** Codes that say that a port is closed. */
const closedCodes = ['CONNECTION_REFUSED', 'CONNECTION_CLOSED']

const httpsOnly = defineCheck({
  id: 'SC-30',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['WSTG-SESS-09', 'ASVS v5.0.0-12.2.1'],
  ask: async questions => {
    if (!isHttps(questions.port.hub)) return { kind: 'hubIsPlain' } as const
    const host = getHost(questions.port.hub)
    const address = `${host}:${await findPlainPort(questions)}`
    const { name } = await questions.cookie()
    const path = questions.path('/qps/user')
    const ids = [name, `${name}${httpSuffix}`].map(each => `${each}=${questions.sessionId}`)
    try {
      const headers = { 'User-Agent': userAgent, Cookie: ids.join('; ') }
      const answer = await questions.port.sendPlain(address, { path, headers })
      const asked = `GET http://${address}${path} with the session`
      return { kind: 'answered', address, name, exchange: { asked, path, answer } } as const
    } catch (error) {
      const finding = questions.port.describe(error)
      if (finding === undefined || finding.code === 'CANCELLED') throw error
      if (closedCodes.includes(finding.code)) return { kind: 'closed', address } as const
      throw new Unclear(say('check.SC-30.unclear', { reason: finding.message }))
    }
  },
  judge(facts) {
    const remedy = inProxy('Ports', {
      field: 'Allow HTTP',
      present: say('check.value.on'),
      wanted: say('check.value.off'),
    })
    if (facts.kind === 'hubIsPlain') return failed(say('check.SC-30.plainHub'), remedy)
    if (facts.kind === 'closed') return passed(say('check.SC-30.closed', { address: facts.address }))
    const { exchange, name, address } = facts
    const evidence = [toEvidence(exchange)]
    const kind = judgePlain(exchange, name, `http://${address}`)
    if (kind === 'served') return failed(say('check.SC-30.failed'), remedy, evidence)
    if (kind === 'temporary')
      return failed(say('check.SC-30.temporary'), { ...remedy, wanted: say('check.SC-30.wanted') }, evidence)
    if (kind === 'unclear') return undecided(say('check.SC-30.undecided', { address }), evidence)
    return kind === 'refused'
      ? passed(say('check.SC-30.refused'), evidence)
      : passed(say('check.SC-30.redirected'), evidence)
  },
})

/** What an answer over plain http is: a page of the front end, a redirect to https, or a refusal. */
function judgePlain(exchange: Exchange, cookieName: string, origin: string) {
  const { status, body } = exchange.answer
  const lines = readHeader(exchange.answer, 'set-cookie')
  const setsCookie = lines.some(
    line => parseSetCookie(line).name.startsWith(cookieName) && readCookieValue(line) !== '',
  )
  const target = findTarget(exchange, origin)
  if (setsCookie || target?.protocol === 'http:' || /"(session|userDirectory)"/i.test(body)) return 'served'
  if (target?.protocol === 'https:') return [301, 308].includes(status) ? 'permanent' : 'temporary'
  return status >= 400 && status < 500 ? 'refused' : 'unclear'
}

async function findPlainPort(questions: Questions): Promise<number> {
  const facts = await ifClear(questions.facts())
  const own = facts?.services.find(service => isNodeOf(questions.port.hub, service))
  return own?.settings.unencryptedListenPort ?? 80
}

const backEnd = defineCheck({
  id: 'SC-38',
  severity: 'high',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-12.1.3'],
  ask: async questions => {
    const ask = async (variant: 'withoutCertificate' | 'withoutKey', words: string) =>
      questions.port.askQps(variant).then(
        answer => ({ status: answer.status, line: `QPS ${words} → ${answer.status}` }),
        error => {
          const finding = questions.port.describe(error)
          if (finding === undefined || finding.code === 'CANCELLED') throw error
          return {
            status: undefined,
            code: finding.code,
            line: `QPS ${words} → ${inEnglish(finding.message)}`,
          }
        },
      )
    return [
      await ask('withoutCertificate', 'without a certificate'),
      await ask('withoutKey', 'without an xrfkey'),
    ] as const
  },
  judge([withoutCertificate, withoutKey]) {
    const evidence = [withoutCertificate.line, withoutKey.line]
    const isOpen = ({ status }: { status: number | undefined }) =>
      status !== undefined && status >= 200 && status < 300
    if (isOpen(withoutCertificate))
      return failed(
        say('check.SC-38.noCertificate'),
        inInstallation(say('check.SC-38.wantedCertificate'), say('check.SC-38.present')),
        evidence,
      )
    if (isOpen(withoutKey))
      return failed(
        say('check.SC-38.noKey'),
        inInstallation(say('check.SC-38.wantedKey'), say('check.SC-38.present')),
        evidence,
      )
    const isRefused =
      withoutCertificate.status === undefined
        ? /^(TLS_|CONNECTION_CLOSED)/.test(withoutCertificate.code ?? '')
        : isRefusal(withoutCertificate.status)
    if (isRefused && isRefusal(withoutKey.status)) return passed(say('check.SC-38.passed'), evidence)
    return undecided(say('check.SC-38.undecided'), evidence)
  },
})

/** QPS answers 404 to those whom it does not even tell that there is something. */
const isRefusal = (status = 0): boolean => [400, 401, 403, 404].includes(status)

const tls = defineCheck({
  id: 'SC-39',
  severity: 'medium',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-12.1.1'],
  ask: async questions => {
    const { port } = questions
    if (!isHttps(port.hub)) throw new Unclear(say('check.SC-39.plainHub'))
    try {
      const facts = await port.inspectTls()
      return { kind: 'connected', now: port.now(), facts, oldVersion: await port.negotiateOldTls() } as const
    } catch (error) {
      const finding = port.describe(error)
      if (finding === undefined || !weakTlsCodes.includes(finding.code)) throw error
      return { kind: 'weak', message: finding.message } as const
    }
  },
  judge(result) {
    if (result.kind === 'weak')
      return failed(
        say('check.SC-39.refused', { reason: result.message }),
        renew(say('check.SC-39.presentRefused')),
      )
    const { now, facts, oldVersion } = result
    const days = Math.floor((Date.parse(facts.validTo) - now) / dayMs)
    const evidence = [
      `${facts.protocol}, valid until ${facts.validTo}, for ${facts.names}`,
      `Offering only TLS 1.0 and 1.1 → ${oldVersion ?? 'refused'}`,
    ]
    if (oldVersion !== undefined)
      return failed(
        say('check.SC-39.oldVersion', { version: oldVersion }),
        {
          page: say('check.place.schannel'),
          field: say('check.SC-39.protocols'),
          present: oldVersion,
          wanted: say('check.SC-39.wantedVersion'),
        },
        evidence,
      )
    if (days < minDays)
      return failed(
        say('check.SC-39.expires', { count: days }),
        renew(say('check.SC-39.present', { date: facts.validTo })),
        evidence,
      )
    return passed(say('check.SC-39.passed', { protocol: facts.protocol, days }), evidence)
  },
})

/** Findings that answer the question. */
const weakTlsCodes = ['TLS_VERSION', 'TLS_NAME_MISMATCH', 'TLS_SERVER_CERTIFICATE_EXPIRED']

const renew = (present: Text) =>
  inProxy('Security', {
    field: 'SSL browser certificate thumbprint',
    present,
    wanted: say('check.SC-39.wanted'),
  })

export const transportChecks: readonly Check[] = [httpsOnly, backEnd, tls]
