import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { getHost, isHttps } from '#protocol/site'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isRedirect, readHeader, toEvidence } from '../questions/exchange.ts'
import type { Questions } from '../questions/questions.ts'
import { isNodeOf } from '../questions/site-facts.ts'
import { inInstallation, inProxy } from '../rules/places.ts'
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
    try {
      const path = questions.path('/qps/user')
      const answer = await questions.port.sendPlain(address, path)
      return {
        kind: 'answered',
        address,
        name,
        exchange: { asked: `GET http://${address}${path}`, path, answer },
      } as const
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
    const { exchange, name } = facts
    const evidence = [toEvidence(exchange)]
    const [location = ''] = readHeader(exchange.answer, 'location')
    const setsCookie = readHeader(exchange.answer, 'set-cookie').some(line => line.startsWith(name))
    if (isRedirect(exchange.answer) && location.startsWith('https://') && !setsCookie)
      return passed(say('check.SC-30.redirected'), evidence)
    const { status, body } = exchange.answer
    if (status >= 400 && status < 500 && !setsCookie)
      return passed(say('check.SC-30.refused', { status }), evidence)
    const staysPlain = isRedirect(exchange.answer) && location !== ''
    if (setsCookie || staysPlain || /"(session|userDirectory)"/.test(body))
      return failed(say('check.SC-30.failed'), remedy, evidence)
    return undecided(say('check.SC-30.undecided', { address: facts.address }), evidence)
  },
})

async function findPlainPort(questions: Questions): Promise<number> {
  const facts = await ifClear(questions.facts())
  const own = facts?.services.find(service => isNodeOf(questions.port.hub, service))
  return own?.settings.unencryptedListenPort ?? 80
}

const backEnd = defineCheck({
  id: 'SC-38',
  severity: 'high',
  class: 'R',
  phase: 'main',
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
        : [400, 401, 403].includes(withoutCertificate.status)
    if (isRefused && [400, 401, 403].includes(withoutKey.status ?? 0))
      return passed(say('check.SC-38.passed'), evidence)
    return undecided(say('check.SC-38.undecided'), evidence)
  },
})

const tls = defineCheck({
  id: 'SC-39',
  severity: 'medium',
  class: 'R',
  phase: 'main',
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
