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
  title: 'https only',
  asked: '/qps/user with the cookie of the session over plain http, at the port in QRS or 80.',
  passWhen:
    'The port is closed, or it redirects to https for good (301 or 308). It neither sets nor takes a session cookie.',
  why: 'Over plain http, everybody on the way can read the session id.',
  fix: 'Turn off *Allow HTTP* of the proxy. Where HSTS needs the redirect, let a reverse proxy redirect all of it.',
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
      throw new Unclear(`Nothing clear came over plain http. ${finding.message}`)
    }
  },
  judge(facts) {
    const remedy = inProxy('Ports', { field: 'Allow HTTP', present: 'on', wanted: 'off' })
    if (facts.kind === 'hubIsPlain') return failed('The hub itself is on plain http.', remedy)
    if (facts.kind === 'closed') return passed(`Nothing listens at ${facts.address}.`)
    const { exchange, name, address } = facts
    const evidence = [toEvidence(exchange)]
    const kind = judgePlain(exchange, name, `http://${address}`)
    if (kind === 'served') return failed('The front end is served over plain http.', remedy, evidence)
    if (kind === 'temporary')
      return failed(
        'Plain http redirects to https, but not for good, so browsers ask over plain http again.',
        { ...remedy, wanted: 'off, or a redirect with status 301 or 308' },
        evidence,
      )
    if (kind === 'unclear')
      return undecided(`Something answers at ${address}, and it may be another program.`, evidence)
    return kind === 'refused'
      ? passed('Plain http is refused.', evidence)
      : passed('Plain http only redirects to https.', evidence)
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
  title: 'QPS without a certificate',
  asked:
    'QPS for the sessions of the own user: without a client certificate, and with it but without an xrfkey.',
  passWhen: 'Both are refused.',
  why: 'Whoever reaches QPS without a certificate can create a session for any user.',
  fix: 'Close port 4243 for everything but the servers that need it, and update Qlik Sense.',
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
          return { status: undefined, code: finding.code, line: `QPS ${words} → ${finding.message}` }
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
        'QPS answers without a client certificate.',
        inInstallation('QPS refuses clients without a certificate', 'it answers them'),
        evidence,
      )
    if (isOpen(withoutKey))
      return failed(
        'QPS answers without an xrfkey.',
        inInstallation('QPS refuses requests without an xrfkey', 'it answers them'),
        evidence,
      )
    const isRefused =
      withoutCertificate.status === undefined
        ? /^(TLS_|CONNECTION_CLOSED)/.test(withoutCertificate.code ?? '')
        : isRefusal(withoutCertificate.status)
    if (isRefused && isRefusal(withoutKey.status)) return passed('QPS refuses both.', evidence)
    return undecided('QPS answers something else than a refusal.', evidence)
  },
})

/** QPS answers 404 to those whom it does not even tell that there is something. */
const isRefusal = (status = 0): boolean => [400, 401, 403, 404].includes(status)

const tls = defineCheck({
  id: 'SC-39',
  title: 'TLS of the front end',
  asked:
    'A TLS connection: version, names and expiry of the certificate. Another one that offers only TLS 1.0 and 1.1.',
  passWhen: `TLS 1.2 or later only, the name fits, and the certificate is valid for ${minDays} more days.`,
  why: 'Old versions can be broken, and a certificate that expires locks everybody out.',
  fix: 'Renew the certificate and choose it at *SSL browser certificate thumbprint* of the proxy. Turn off old versions in Windows.',
  severity: 'medium',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-12.1.1'],
  ask: async questions => {
    const { port } = questions
    if (!isHttps(port.hub)) throw new Unclear('The hub is on plain http.')
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
      return failed(result.message, renew('a certificate or version that clients refuse'))
    const { now, facts, oldVersion } = result
    const days = Math.floor((Date.parse(facts.validTo) - now) / dayMs)
    const evidence = [
      `${facts.protocol}, valid until ${facts.validTo}, for ${facts.names}`,
      `Offering only TLS 1.0 and 1.1 → ${oldVersion ?? 'refused'}`,
    ]
    if (oldVersion !== undefined)
      return failed(
        `The front end still speaks ${oldVersion}.`,
        {
          page: 'Windows › Schannel settings of the server',
          field: 'Protocols',
          present: oldVersion,
          wanted: 'TLS 1.2 and later only',
        },
        evidence,
      )
    if (days < minDays)
      return failed(
        `The certificate of the front end expires in ${days} days.`,
        renew(`a certificate until ${facts.validTo}`),
        evidence,
      )
    return passed(`${facts.protocol}, and the certificate is valid for ${days} days.`, evidence)
  },
})

/** Findings that answer the question. */
const weakTlsCodes = ['TLS_VERSION', 'TLS_NAME_MISMATCH', 'TLS_SERVER_CERTIFICATE_EXPIRED']

const renew = (present: string) =>
  inProxy('Security', {
    field: 'SSL browser certificate thumbprint',
    present,
    wanted: 'a valid certificate with the name of the hub',
  })

export const transportChecks: readonly Check[] = [httpsOnly, backEnd, tls]
