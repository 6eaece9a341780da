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
  title: 'Logout ends the session',
  asked:
    'DELETE /qps/user, then the cookie again: /qps/user, hub, /api/hub/about, WebSocket. QPS is asked for the id.',
  passWhen: 'Nobody is signed in anywhere, and QPS does not know the id.',
  why: 'A cookie that works after the logout lets anybody go on who copied it, or who sits down at the computer.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own and caches in front of the proxy, and update Qlik Sense.',
  severity: 'high',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-06', 'ASVS v5.0.0-7.4.1'],
  ask: askLogout,
  judge({ exchange, replay }) {
    const survivals = listSurvivals(replay)
    const evidence = [toEvidence(exchange), ...toReplayEvidence(replay)]
    if (survivals.length === 0) return passed('After the logout, the cookie works nowhere.', evidence)
    return failed(
      `After the logout, the session still works: ${survivals.join(', ')}.`,
      inInstallation('a logout that ends the session', 'the session lives on'),
      evidence,
    )
  },
})

const endKills = defineCheck({
  id: 'SC-13',
  title: 'An ended session is dead',
  asked: 'QPS ends the session, then its cookie is repeated: /qps/user, hub, /api/hub/about, WebSocket.',
  passWhen: 'Nobody is signed in anywhere, at once. The time is reported.',
  why: 'An administrator who ends the session of a stolen account relies on it.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own, several proxy nodes behind one name, and caches in front of the proxy.',
  severity: 'high',
  class: 'O',
  phase: 'end',
  references: ['ASVS v5.0.0-7.4.1', 'ASVS v5.0.0-7.4.5'],
  ask: askSessionEnd,
  judge({ replay, deadAfterMs }) {
    const survivals = listSurvivals(replay)
    const evidence = toReplayEvidence(replay)
    if (survivals.length === 0) return passed(`The session was dead within ${deadAfterMs} ms.`, evidence)
    return failed(
      `The ended session still works: ${survivals.join(', ')}.`,
      inInstallation('a session that QPS ends works nowhere', 'the front end still accepts its cookie'),
      evidence,
    )
  },
})

const socketEnds = defineCheck({
  id: 'SC-14',
  title: 'An open WebSocket ends with its session',
  asked: 'A WebSocket is open while QPS ends its session.',
  passWhen: 'A message such as OnSessionClosed or the end of the WebSocket comes within 10 seconds.',
  why: 'An app that stays open goes on showing data to somebody whose session was ended.',
  fix: 'Qlik Sense has no setting for it. Look for a reverse proxy that keeps WebSockets open, and update Qlik Sense.',
  severity: 'high',
  class: 'O',
  phase: 'end',
  references: ['WSTG-CLNT-10', 'ASVS v5.0.0-7.4.1'],
  ask: askSessionEnd,
  judge({ socketEnded, farewell }) {
    const evidence = [`WebSocket received: ${farewell.join(', ') || 'nothing'}`]
    if (typeof socketEnded === 'object')
      return undecided(`No WebSocket of the session was open: ${socketEnded.missing}.`, evidence)
    const isAnnounced = farewell.some(method => /^OnSession(Closed|LoggedOut|TimedOut)$/.test(method))
    if (socketEnded || isAnnounced) return passed('The WebSocket ended with its session.', evidence)
    return failed(
      'The WebSocket outlives its session.',
      inInstallation('WebSockets end with their session', 'the WebSocket stays open'),
      evidence,
    )
  },
})

const cookieCleared = defineCheck({
  id: 'SC-15',
  title: 'Logout clears the cookie',
  asked: 'The answer to a logout.',
  passWhen: 'It expires the session cookie, or has Clear-Site-Data.',
  why: 'The browser should not keep and send an id that is no longer needed.',
  fix: 'Qlik Sense has no setting for it. A reverse proxy can add Clear-Site-Data to the answer of DELETE /qps/user.',
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
      return passed('The logout clears the session cookie.', evidence)
    return failed(
      'The logout leaves the session cookie in the browser.',
      inInstallation('an expired cookie or Clear-Site-Data in the answer to a logout', 'neither'),
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
  title: 'Forged logout',
  asked: 'DELETE /qps/user with the cookie, a foreign Origin, and neither key nor token.',
  passWhen: 'It is refused, and the session lives on.',
  why: 'Another site could log users out, which loses their work and hides other attacks.',
  fix: 'Qlik Sense has no setting for it. Update Qlik Sense. SameSite=Lax keeps browsers from sending the cookie.',
  severity: 'medium',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-05', 'ASVS v5.0.0-3.5.1'],
  ask: forgeLogout,
  judge({ exchange, isAlive }) {
    const evidence = [toEvidence(exchange)]
    if (isAlive) return passed('A logout without key and token does nothing.', evidence)
    return failed(
      'Another site can log the user out.',
      inInstallation('a logout needs an xrfkey or a token', 'it needs nothing but the cookie'),
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
