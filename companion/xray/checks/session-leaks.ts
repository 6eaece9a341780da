import { say } from '#messages/checks/message'
import { createHider } from '../../qlik/http/hide-secret.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import type { Answer } from '../port.ts'
import {
  isSignedInAs,
  listPaths,
  readHeader,
  readIdentity,
  readUser,
  toEvidence,
} from '../questions/exchange.ts'
import { useFirstTicket } from '../questions/tickets.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { readCookieValue } from '../rules/set-cookie.ts'
import { ifClear } from '../unclear.ts'

const idInUrl = defineCheck({
  id: 'SC-09',
  severity: 'medium',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-04', 'ASVS v5.0.0-14.2.1', 'ZAP 3'],
  ask: async questions => {
    const { sessionId } = await useFirstTicket(questions)
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
      return undecided(say('check.SC-09.undecided'), evidence)
    if (named === undefined && !isOpen) return passed(say('check.SC-09.passed'), evidence)
    return failed(
      say('check.SC-09.failed'),
      inInstallation(say('check.SC-09.wanted'), say('check.SC-09.present')),
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
    // A GUID is the same without its hyphens.
    const hide = createHider([sessionId, sessionId.replaceAll('-', '')])
    const leaking = answers.filter(({ answer }) =>
      [answer.body, ...listHeaders(answer)].some(text => hide(text) !== text),
    )
    if (leaking.length === 0)
      return passed(
        say('check.SC-10.passed'),
        answers.map(each => toEvidence(each)),
      )
    return failed(
      say('check.SC-10.failed', { paths: listPaths(leaking) }),
      inInstallation(say('check.SC-10.wanted'), say('check.SC-10.present')),
      leaking.map(each => toEvidence(each)),
    )
  },
})

/** Scripts can read all headers but Set-Cookie, where the id belongs. */
const listHeaders = (answer: Answer): string[] =>
  Object.keys(answer.headers).flatMap(name => (name === 'set-cookie' ? [] : readHeader(answer, name)))

const repeatedCookie = defineCheck({
  id: 'SC-22',
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
      return undecided(say('check.SC-22.undecided'), evidence)
    if (isLastTaken && isFirstTaken)
      return failed(
        say('check.SC-22.failed'),
        inInstallation(say('check.SC-22.wanted'), say('check.SC-22.present')),
        evidence,
      )
    if (!isLastTaken && !isFirstTaken) return passed(say('check.SC-22.neither'), evidence)
    return passed(say(isFirstTaken ? 'check.SC-22.first' : 'check.SC-22.last'), evidence)
  },
})

const anonymous = defineCheck({
  id: 'SC-11',
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
        say('check.SC-11.signsIn'),
        inInstallation(say('check.SC-11.wantedNobody'), say('check.SC-11.presentUser')),
        evidence,
      )
    if (mode === undefined) return undecided(say('check.unclear.anonymous'), evidence)
    if (mode === 0 && isAnonymous)
      return failed(
        say('check.SC-11.failed'),
        inVirtualProxy(questions, 'Authentication', {
          field: 'Anonymous access mode',
          present: say('check.SC-11.present'),
          wanted: say('check.SC-11.wanted'),
        }),
        evidence,
      )
    // The hub of a public site opens without a session.
    if (mode !== 0 && !isAnonymous && hub.answer.status !== 200)
      return failed(
        say('check.SC-11.refuses'),
        inVirtualProxy(questions, 'Authentication', {
          field: 'Anonymous access mode',
          present: say('check.SC-11.presentRefused'),
          wanted: say('check.SC-11.wantedEither'),
        }),
        [...evidence, toEvidence(hub)],
      )
    return passed(isAnonymous ? say('check.SC-11.passedAnonymous') : say('check.SC-11.passed'), evidence)
  },
})

export const sessionLeakChecks: readonly Check[] = [idInUrl, leak, anonymous, repeatedCookie]
