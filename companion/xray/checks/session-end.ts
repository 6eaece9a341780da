import { say } from '#messages/checks/message'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { readHeader, toEvidence } from '../questions/exchange.ts'
import { askLogout, forgeLogout } from '../questions/log-out.ts'
import { askSessionEnd, describeSocket, listSurvivals, type Replay } from '../questions/session-end.ts'
import { inInstallation } from '../rules/places.ts'
import {
  hideCookieValue,
  listValues,
  normalizeDomain,
  parseSetCookie,
  readCookieValue,
} from '../rules/set-cookie.ts'

const toReplayEvidence = ({ user, hub, about, socket }: Replay): string[] => [
  ...[user, hub, about].map(each => toEvidence(each)),
  describeSocket(socket),
]

const logoutKills = defineCheck({
  id: 'SC-12',
  severity: 'high',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-06', 'ASVS v5.0.0-7.4.1'],
  ask: askLogout,
  judge({ exchange, replay }) {
    const survivals = listSurvivals(replay)
    const evidence = [toEvidence(exchange), ...toReplayEvidence(replay)]
    if (survivals.length === 0) return passed(say('check.SC-12.passed'), evidence)
    return failed(
      say('check.SC-12.failed', { places: survivals }),
      inInstallation(say('check.SC-12.wanted'), say('check.SC-12.present')),
      evidence,
    )
  },
})

const endKills = defineCheck({
  id: 'SC-13',
  severity: 'high',
  class: 'O',
  phase: 'end',
  references: ['ASVS v5.0.0-7.4.1', 'ASVS v5.0.0-7.4.5'],
  ask: askSessionEnd,
  judge({ replay, deadAfterMs }) {
    const survivals = listSurvivals(replay)
    const evidence = toReplayEvidence(replay)
    if (survivals.length === 0)
      return passed(say('check.SC-13.passed', { milliseconds: deadAfterMs }), evidence)
    return failed(
      say('check.SC-13.failed', { places: survivals }),
      inInstallation(say('check.SC-13.wanted'), say('check.SC-13.present')),
      evidence,
    )
  },
})

const socketEnds = defineCheck({
  id: 'SC-14',
  severity: 'high',
  class: 'O',
  phase: 'end',
  references: ['WSTG-CLNT-10', 'ASVS v5.0.0-7.4.1'],
  ask: askSessionEnd,
  judge({ socketEnded, farewell }) {
    const evidence = [`WebSocket received: ${farewell.join(', ') || 'nothing'}`]
    if (typeof socketEnded === 'object')
      return undecided(say('check.SC-14.undecided', { outcome: socketEnded.missing }), evidence)
    const isAnnounced = farewell.some(method => /^OnSession(Closed|LoggedOut|TimedOut)$/.test(method))
    if (socketEnded || isAnnounced) return passed(say('check.SC-14.passed'), evidence)
    return failed(
      say('check.SC-14.failed'),
      inInstallation(say('check.SC-14.wanted'), say('check.SC-14.present')),
      evidence,
    )
  },
})

const cookieCleared = defineCheck({
  id: 'SC-15',
  severity: 'low',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-06', 'ASVS v5.0.0-14.3.1'],
  ask: askLogout,
  judge({ exchange, cookie, setCookies }) {
    const line = readHeader(exchange.answer, 'set-cookie').findLast(
      each => parseSetCookie(each).name === cookie.name,
    )
    const domains = [
      cookie.hostOnly ? '' : cookie.domain,
      ...setCookies.map(each => listValues(parseSetCookie(each), 'domain').at(-1) ?? ''),
    ]
    // Browsers ignore a value without quotation marks.
    const cleared = readHeader(exchange.answer, 'clear-site-data').some(value => /"(cookies|\*)"/.test(value))
    const evidence = [
      toEvidence(exchange, 'clear-site-data'),
      line === undefined ? 'no Set-Cookie' : `Set-Cookie: ${hideCookieValue(line)}`,
    ]
    if (cleared || (line !== undefined && clears(line, domains)))
      return passed(say('check.SC-15.passed'), evidence)
    return failed(
      say('check.SC-15.failed'),
      inInstallation(say('check.SC-15.wanted'), say('check.SC-15.present')),
      evidence,
    )
  },
})

/**
 * Returns whether a line clears a cookie. For another path or domain, it clears another cookie. An
 * empty cookie is as good as an expired one: the id is gone.
 */
function clears(line: string, domains: readonly string[]): boolean {
  const cookie = parseSetCookie(line)
  const domain = listValues(cookie, 'domain').at(-1) ?? ''
  if (listValues(cookie, 'path').at(-1) !== '/') return false
  if (!domains.map(normalizeDomain).includes(normalizeDomain(domain))) return false
  if (readCookieValue(line) === '') return true
  const maxAge = listValues(cookie, 'max-age').findLast(value => /^-?\d+$/.test(value))
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = Date.parse(listValues(cookie, 'expires').at(-1) ?? '')
  return !Number.isNaN(expires) && expires < Date.now()
}

const forgedLogout = defineCheck({
  id: 'SC-24',
  severity: 'medium',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-05', 'ASVS v5.0.0-3.5.1'],
  ask: forgeLogout,
  judge({ exchange, isAlive }) {
    const evidence = [toEvidence(exchange)]
    if (isAlive) return passed(say('check.SC-24.passed'), evidence)
    return failed(
      say('check.SC-24.failed'),
      inInstallation(say('check.SC-24.wanted'), say('check.SC-24.present')),
      evidence,
    )
  },
})

export const sessionEndChecks: readonly Check[] = [
  logoutKills,
  endKills,
  socketEnds,
  cookieCleared,
  forgedLogout,
]
