import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import { isSameUser } from '#protocol/identity'
import { isLicenseRefusal, refusals } from '../../qlik/engine/conversation.ts'
import { type Check, defineCheck, failed, type Judgement, passed, undecided } from '../check.ts'
import { foreignOrigin, type Questions } from '../questions/questions.ts'
import { askRelease } from '../questions/release.ts'
import { describeOutcome, isLetIn, readOutcome, type SocketOutcome } from '../questions/socket.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { ifClear, Unclear } from '../unclear.ts'

/** Opens a WebSocket with something wrong, after one with everything right has worked. */
async function askWrongSocket(
  questions: Questions,
  request: { sessionId?: string; token?: string | undefined; origin?: string },
): Promise<SocketOutcome> {
  const right = await askOwnOutcome(questions)
  if (right.kind !== 'user')
    throw new Unclear(say('check.unclear.rightSocket', { outcome: describeOutcome(right) }))
  const socket = await questions.openSocket(request)
  const outcome = await readOutcome(socket, questions.port.limits.firstMessageMs)
  socket.close()
  return outcome
}

const askOwnOutcome = (questions: Questions): Promise<SocketOutcome> =>
  questions.recall('own outcome', async () =>
    readOutcome(await questions.ownSocket(), questions.port.limits.firstMessageMs),
  )

const toEvidence = (words: string, outcome: SocketOutcome): string =>
  `WebSocket ${words} → ${inEnglish(describeOutcome(outcome))}`

const origin = defineCheck({
  id: 'SC-25',
  severity: 'high',
  class: 'R',
  phase: 'sockets',
  references: ['WSTG-CLNT-10', 'ASVS v5.0.0-4.4.2'],
  ask: async questions => ({
    questions,
    outcome: await askWrongSocket(questions, {
      sessionId: questions.sessionId,
      token: await questions.token(),
      origin: foreignOrigin,
    }),
  }),
  judge: ({ questions, outcome }): Judgement => {
    const evidence = [toEvidence(`with Origin ${foreignOrigin}`, outcome)]
    if (outcome.kind === 'unclear')
      return undecided(say('check.unclear.socket', { says: outcome.says }), evidence)
    if (!isLetIn(outcome)) return passed(say('check.SC-25.passed'), evidence)
    return failed(
      say('check.SC-25.failed'),
      inVirtualProxy(questions, 'Advanced', {
        field: 'Host allow list',
        present: say('check.SC-25.present'),
        wanted: say('check.value.ownHostsOnly'),
      }),
      evidence,
    )
  },
})

/** Releases before protect WebSockets by the origin only (docs/facts/qlik-sense.md §2.3). */
const firstReleaseWithToken = 2024 * 12 + 10

const token = defineCheck({
  id: 'SC-26',
  severity: 'high',
  class: 'R',
  phase: 'sockets',
  references: ['ASVS v5.0.0-4.4.4', 'Qlik support article 2509211'],
  ask: async questions => ({
    outcome: await askWrongSocket(questions, { sessionId: questions.sessionId }),
    release: await askRelease(questions),
  }),
  judge({ outcome, release }) {
    const evidence = [toEvidence('without a token', outcome), `Release: ${release.label ?? 'not told'}`]
    if (outcome.kind === 'unclear')
      return undecided(say('check.unclear.socket', { says: outcome.says }), evidence)
    if (!isLetIn(outcome)) return passed(say('check.SC-26.passed'), evidence)
    if (release.months === undefined) return undecided(say('check.SC-26.releaseUnknown'), evidence)
    if (release.months < firstReleaseWithToken) return undecided(say('check.SC-26.releaseTooOld'), evidence)
    return failed(
      say('check.SC-26.failed'),
      inInstallation(say('check.SC-26.wanted'), say('check.SC-26.present')),
      evidence,
    )
  },
})

const identity = defineCheck({
  id: 'SC-27',
  severity: 'high',
  class: 'R',
  phase: 'sockets',
  references: ['ASVS v5.0.0-4.4.3'],
  ask: async questions => {
    await questions.assertSignedIn()
    return { outcome: await askOwnOutcome(questions), user: questions.port.user }
  },
  judge({ outcome, user }) {
    const evidence = [toEvidence('with everything right', outcome)]
    if (outcome.kind === 'user' && isSameUser(outcome.user, user))
      return passed(say('check.SC-27.passed'), evidence)
    if (['user', 'anonymous', 'signedOut'].includes(outcome.kind))
      return failed(
        outcome.kind === 'user' ? say('check.SC-27.otherUser') : say('check.SC-27.signedOut'),
        inInstallation(say('check.SC-27.wanted'), describeOutcome(outcome)),
        evidence,
      )
    return undecided(say('check.SC-27.undecided', { outcome: describeOutcome(outcome) }), evidence)
  },
})

const withoutSession = defineCheck({
  id: 'SC-28',
  severity: 'high',
  class: 'R',
  phase: 'sockets',
  references: ['ASVS v5.0.0-4.4.3'],
  ask: async questions => ({
    outcome: await askWrongSocket(questions, { token: await questions.token() }),
    anonymousMode: (await ifClear(questions.virtualProxy()))?.anonymousAccessMode,
  }),
  judge({ outcome, anonymousMode }) {
    const evidence = [toEvidence('without a cookie', outcome)]
    if (outcome.kind === 'unclear')
      return undecided(say('check.unclear.socket', { says: outcome.says }), evidence)
    if (outcome.kind === 'anonymous' && anonymousMode === undefined)
      return undecided(say('check.unclear.anonymous'), evidence)
    const isUnwanted = outcome.kind === 'anonymous' && anonymousMode === 0
    if (!isLetIn(outcome) && !isUnwanted) return passed(say('check.SC-28.passed'), evidence)
    return failed(
      isUnwanted ? say('check.SC-28.anonymous') : say('check.SC-28.failed'),
      inInstallation(say('check.SC-28.wanted'), say('check.SC-28.present')),
      evidence,
    )
  },
})

const license = defineCheck({
  id: 'SC-29',
  severity: 'high',
  class: 'A',
  phase: 'sockets',
  references: ['Qlik help: messages of the proxy'],
  ask: async questions => {
    await questions.assertSignedIn()
    const socket = await questions.ownSocket()
    const message = await socket.receive(['OnConnected', ...refusals], questions.port.limits.firstMessageMs)
    return { message, outcome: await askOwnOutcome(questions) }
  },
  judge({ message, outcome }) {
    const state = message?.params.qSessionState
    const words =
      message === undefined ? describeOutcome(outcome) : `${message.method} ${String(state ?? '')}`.trim()
    const evidence = [`WebSocket with everything right → ${inEnglish(words)}`]
    if (state === 'SESSION_CREATED' || state === 'SESSION_ATTACHED')
      return passed(say('check.SC-29.passed'), evidence)
    if (message === undefined || !isLicenseRefusal(message))
      return undecided(say('check.SC-29.undecided', { outcome: words }), evidence)
    return failed(
      say('check.SC-29.failed'),
      {
        page: 'QMC › License management › Professional access allocations, Analyzer access allocations',
        field: 'Allocations',
        present: say('check.SC-29.present', { outcome: words }),
        wanted: say('check.SC-29.wanted'),
      },
      evidence,
    )
  },
})

export const webSocketChecks: readonly Check[] = [origin, token, identity, withoutSession, license]
