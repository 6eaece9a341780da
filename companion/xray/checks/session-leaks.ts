import { hideSecret } from '../../qlik/http/hide-secret.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import type { Answer } from '../port.ts'
import {
  type Exchange,
  isSignedInAs,
  readHeader,
  readIdentity,
  readUser,
  toEvidence,
} from '../questions/exchange.ts'
import { askFirstTicket } from '../questions/tickets.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { readCookieValue } from '../rules/set-cookie.ts'
import { ifClear } from '../unclear.ts'

const idInUrl = defineCheck({
  id: 'SC-09',
  title: 'Session id in the address',
  asked:
    'The hub and /qps/user with the id of an own session in the query and without a cookie. The session is ended right after.',
  passWhen: 'Nobody is signed in.',
  why: 'Addresses end up in logs, histories and Referer headers. A session id must not work there.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own or a reverse proxy that reads the query.',
  severity: 'medium',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-04', 'ASVS v5.0.0-14.2.1', 'ZAP 3'],
  ask: async questions => {
    const { sessionId } = await askFirstTicket(questions)
    const { name } = await questions.cookie()
    const names = new Set([name, ...usualNames])
    const query = `?${[...names].map(each => `${encodeURIComponent(each)}=${encodeURIComponent(sessionId)}`).join('&')}`
    const hub = await questions.ask({ path: `${questions.path('/hub/')}${query}` })
    const user = await questions.ask({ path: `${questions.path('/qps/user')}${query}` })
    const isCookieSet = [hub, user].some(({ answer }) =>
      readHeader(answer, 'set-cookie').some(line => readCookieValue(line) === sessionId),
    )
    const isOpen = isCookieSet || (await questions.isOpenToSession(hub))
    return { hub, user, isOpen, nobody: await questions.nobody() }
  },
  judge({ hub, user, isOpen, nobody }) {
    const evidence = [toEvidence(hub), toEvidence(user)]
    const named = readUser(user)
    if (!isOpen && named !== undefined && isSignedInAs(nobody, named))
      return undecided('The front end signs in the same user without any id.', evidence)
    if (named === undefined && !isOpen)
      return passed('A session id in the address signs nobody in.', evidence)
    return failed(
      'A session id in the address signs in.',
      inInstallation('session ids in the cookie only', 'session ids in the query work too'),
      evidence,
    )
  },
})

/** Names that servers use for a session in the query. */
const usualNames = [
  ...['X-Qlik-Session', 'QlikSession', 'qlikSessionId', 'session', 'sessionId', 'session_id'],
  ...['sid', 'token', 'jsessionid', 'id'],
]

const leak = defineCheck({
  id: 'SC-10',
  title: 'Session id in answers',
  asked:
    'Bodies and headers of a signed-in session, without Set-Cookie: hub, /qps/user with its logoutUri, user info, an error page.',
  passWhen: 'The session id is in none of them, also not encoded.',
  why: 'A session id in a page or an address can be read by scripts, caches and logs, whatever the cookie says.',
  fix: 'Qlik Sense has no setting for it. Look for extensions, page templates and reverse proxies that print the id.',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['WSTG-SESS-04'],
  ask: async questions => {
    await questions.assertSignedIn()
    const errorPage = await questions.ask({
      path: questions.path('/no-such-page-of-hubpass'),
      sessionId: questions.sessionId,
      with: 'with the session',
    })
    const answers = [
      await questions.ownHub(),
      await questions.ownHubPage(),
      await questions.ownUser(),
      await questions.ownUserInfo(),
      errorPage,
    ]
    return { answers: [...new Set(answers)], sessionId: questions.sessionId }
  },
  judge({ answers, sessionId }) {
    const leaking = answers.filter(exchange => contains(exchange, sessionId))
    if (leaking.length === 0)
      return passed(
        'No answer repeats the session id.',
        answers.map(each => toEvidence(each)),
      )
    return failed(
      `The session id is in the answer to ${leaking.map(({ asked }) => asked.split(' ')[1]).join(', ')}.`,
      inInstallation('answers without the session id', 'the session id in a body or an address'),
      leaking.map(each => toEvidence(each)),
    )
  },
})

const contains = ({ answer }: Exchange, secret: string): boolean =>
  [answer.body, ...listHeaders(answer)].some(text =>
    // A GUID is the same without its hyphens.
    [secret, secret.replaceAll('-', '')].some(form => hideSecret(text, form) !== text),
  )

/** Scripts can read all headers but Set-Cookie, where the id belongs. */
const listHeaders = (answer: Answer): string[] =>
  Object.keys(answer.headers).flatMap(name => (name === 'set-cookie' ? [] : readHeader(answer, name)))

const repeatedCookie = defineCheck({
  id: 'SC-22',
  title: 'Cookie sent twice',
  asked: '/qps/user with an unknown and the right id under one name, in both orders.',
  passWhen: 'One order signs in and the other does not. The report says which id the proxy takes.',
  why: 'A cookie of a wider domain can come before the right one. A proxy that tries all of them helps an attacker who plants one.',
  fix: 'Qlik Sense has no setting for it. Use cookie names that no other host of the domain uses.',
  severity: 'info',
  class: 'R',
  phase: 'main',
  references: ['RFC 6265 §5.4'],
  ask: async questions => {
    await questions.assertSignedIn()
    const { name } = await questions.cookie()
    const { sessionId: wrong, user: ofWrong } = await questions.stranger()
    const send = (words: string, ...ids: string[]) =>
      questions.ask({
        path: questions.path('/qps/user'),
        headers: { Cookie: ids.map(id => `${name}=${id}`).join('; ') },
        with: words,
      })
    return {
      user: questions.port.user,
      ofWrong,
      rightLast: await send('with the unknown id before the right one', wrong, questions.sessionId),
      rightFirst: await send('with the right id before the unknown one', questions.sessionId, wrong),
    }
  },
  judge({ user, ofWrong, rightLast, rightFirst }) {
    const evidence = [toEvidence(rightLast), toEvidence(rightFirst)]
    const isLastTaken = isSignedInAs(rightLast, user)
    const isFirstTaken = isSignedInAs(rightFirst, user)
    if (isLastTaken && isFirstTaken && isSignedInAs(ofWrong, user))
      return undecided('The unknown id signs the user in by itself.', evidence)
    if (isLastTaken && isFirstTaken)
      return failed(
        'The proxy tries each cookie until one is valid.',
        inInstallation('one of two cookies counts', 'each of two cookies is tried'),
        evidence,
      )
    if (!isLastTaken && !isFirstTaken) return passed('The proxy accepts neither of two cookies.', evidence)
    return passed(`The proxy takes the ${isFirstTaken ? 'first' : 'last'} of two cookies.`, evidence)
  },
})

const anonymous = defineCheck({
  id: 'SC-11',
  title: 'Anonymous access',
  asked: '/qps/user without a cookie.',
  passWhen: 'The answer is as *Anonymous access mode* of the virtual proxy says.',
  why: 'Anonymous access that nobody wanted shows data to everybody.',
  fix: 'Choose *No anonymous user* for *Anonymous access mode* of the virtual proxy, unless the site is public.',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-7.2.1'],
  ask: async questions => ({
    questions,
    user: await questions.nobody(),
    hub: await questions.hubWithoutSession(),
    mode: (await ifClear(questions.virtualProxy()))?.anonymousAccessMode,
  }),
  judge({ questions, user, hub, mode }) {
    const evidence = [toEvidence(user)]
    const identity = readIdentity(user)
    const isAnonymous = identity === 'anonymous'
    if (typeof identity !== 'string')
      return failed(
        'The front end signs in without a cookie.',
        inInstallation('no user without a session', 'a user without a cookie'),
        evidence,
      )
    if (mode === undefined)
      return undecided('QRS does not tell whether anonymous users are wanted.', evidence)
    if (mode === 0 && isAnonymous)
      return failed(
        'The front end accepts anonymous users, although the setting says no.',
        inVirtualProxy(questions, 'Authentication', {
          field: 'Anonymous access mode',
          present: 'No anonymous user, but the proxy accepts them',
          wanted: 'No anonymous user: save it again, and restart the proxy',
        }),
        evidence,
      )
    // The hub of a public site opens without a session.
    if (mode !== 0 && !isAnonymous && hub.answer.status !== 200)
      return failed(
        'The front end refuses anonymous users, although the setting allows them.',
        inVirtualProxy(questions, 'Authentication', {
          field: 'Anonymous access mode',
          present: 'anonymous users are allowed, but the proxy refuses them',
          wanted: 'No anonymous user, or save it again and restart the proxy',
        }),
        [...evidence, toEvidence(hub)],
      )
    return passed(
      isAnonymous
        ? 'Anonymous users are accepted, as the setting says.'
        : 'Nobody is signed in without a cookie.',
      evidence,
    )
  },
})

export const sessionLeakChecks: readonly Check[] = [idInUrl, leak, anonymous, repeatedCookie]
