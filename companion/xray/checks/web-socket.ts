import { isSameUser } from '#protocol/identity'
import { type Check, defineCheck, failed, type Judgement, passed, undecided } from '../check.ts'
import { foreignOrigin, type Questions } from '../questions/questions.ts'
import { askRelease } from '../questions/release.ts'
import { describeOutcome, isLetIn, readOutcome, refusals, type SocketOutcome } from '../questions/socket.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { ifClear, Unclear } from '../unclear.ts'

/** Opens a WebSocket with something wrong, after one with everything right has worked. */
async function askWrongSocket(
  questions: Questions,
  request: { sessionId?: string; token?: string | undefined; origin?: string },
): Promise<SocketOutcome> {
  const right = await askOwnOutcome(questions)
  if (right.kind !== 'user')
    throw new Unclear(
      `A WebSocket with everything right is not accepted either: ${describeOutcome(right)}. A refusal proves nothing.`,
    )
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
  `WebSocket ${words} → ${describeOutcome(outcome)}`

const origin = defineCheck({
  id: 'SC-25',
  title: 'Origin of WebSockets',
  asked: `A WebSocket with the right session and token, and Origin ${foreignOrigin}.`,
  passWhen: 'It is refused, or ends before it names a user.',
  why: 'Otherwise any site can open a WebSocket with the session of its visitor and read apps.',
  fix: 'Remove wide entries from *Host allow list* of the virtual proxy, and update Qlik Sense.',
  severity: 'high',
  class: 'R',
  phase: 'main',
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
    if (outcome.kind === 'unclear') return undecided(`The WebSocket is unclear: ${outcome.says}.`, evidence)
    if (!isLetIn(outcome)) return passed('A WebSocket of another origin is refused.', evidence)
    return failed(
      'A WebSocket of any origin gets the session.',
      inVirtualProxy(questions, 'Advanced', {
        field: 'Host allow list',
        present: 'a foreign origin is accepted',
        wanted: 'only the host names of the hub and of mashups',
      }),
      evidence,
    )
  },
})

/** Releases before protect WebSockets by the origin only (docs/facts/qlik-sense.md §2.3). */
const firstReleaseWithToken = 2024 * 12 + 10

const token = defineCheck({
  id: 'SC-26',
  title: 'Token of WebSockets',
  asked: 'A WebSocket with the right session and origin, without qlik-csrf-token.',
  passWhen: 'It is refused, where the release is November 2024 or later.',
  why: 'The token keeps other sites from opening a WebSocket with the session of their visitor.',
  fix: 'Update Qlik Sense to November 2024 or later. Do not turn off the protection against cross-site WebSocket hijacking.',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-4.4.4', 'Qlik support article 2509211'],
  ask: async questions => ({
    outcome: await askWrongSocket(questions, { sessionId: questions.sessionId }),
    release: await askRelease(questions),
  }),
  judge({ outcome, release }) {
    const evidence = [toEvidence('without a token', outcome), `Release: ${release.label ?? 'not told'}`]
    if (outcome.kind === 'unclear') return undecided(`The WebSocket is unclear: ${outcome.says}.`, evidence)
    if (!isLetIn(outcome)) return passed('A WebSocket without a token is refused.', evidence)
    if (release.months === undefined)
      return undecided('A WebSocket without a token works, and the release is not known.', evidence)
    if (release.months < firstReleaseWithToken)
      return undecided('The release is older than November 2024, which introduced the token.', evidence)
    return failed(
      'A WebSocket without a token gets the session.',
      inInstallation('WebSockets need qlik-csrf-token', 'they work without'),
      evidence,
    )
  },
})

const identity = defineCheck({
  id: 'SC-27',
  title: 'User of a WebSocket',
  asked: 'A WebSocket with everything right.',
  passWhen: 'Its first OnAuthenticationInformation says mustAuthenticate false and names the user.',
  why: 'Apps get their data over the WebSocket. It must belong to the same user as the pages.',
  fix: 'Look for a reverse proxy that adds or changes the headers of WebSockets, and update Qlik Sense.',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-4.4.3'],
  ask: async questions => {
    await questions.assertSignedIn()
    return { outcome: await askOwnOutcome(questions), user: questions.port.user }
  },
  judge({ outcome, user }) {
    const evidence = [toEvidence('with everything right', outcome)]
    if (outcome.kind === 'user' && isSameUser(outcome.user, user))
      return passed('The WebSocket belongs to the user.', evidence)
    if (['user', 'anonymous', 'signedOut'].includes(outcome.kind))
      return failed(
        outcome.kind === 'user'
          ? 'The WebSocket belongs to another user than the pages.'
          : 'The WebSocket does not know the session.',
        inInstallation('one user for pages and WebSockets', describeOutcome(outcome)),
        evidence,
      )
    return undecided(`The WebSocket names no user: ${describeOutcome(outcome)}.`, evidence)
  },
})

const withoutSession = defineCheck({
  id: 'SC-28',
  title: 'WebSocket without a session',
  asked: 'A WebSocket with the right origin and token, without a cookie.',
  passWhen: 'It is refused or asks to sign in.',
  why: 'A WebSocket that needs no session opens apps to everybody.',
  fix: 'Qlik Sense has no setting for it. Update Qlik Sense.',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-4.4.3'],
  ask: async questions => ({
    outcome: await askWrongSocket(questions, { token: await questions.token() }),
    anonymousMode: (await ifClear(questions.virtualProxy()))?.anonymousAccessMode,
  }),
  judge({ outcome, anonymousMode }) {
    const evidence = [toEvidence('without a cookie', outcome)]
    if (outcome.kind === 'unclear') return undecided(`The WebSocket is unclear: ${outcome.says}.`, evidence)
    if (outcome.kind === 'anonymous' && anonymousMode === undefined)
      return undecided('QRS does not tell whether anonymous users are wanted.', evidence)
    const isUnwanted = outcome.kind === 'anonymous' && anonymousMode === 0
    if (!isLetIn(outcome) && !isUnwanted)
      return passed('A WebSocket without a session signs nobody in.', evidence)
    return failed(
      isUnwanted
        ? 'A WebSocket without a session gets an anonymous user, although the setting says no.'
        : 'A WebSocket without a session is signed in.',
      inInstallation('WebSockets need a session', 'they are signed in without'),
      evidence,
    )
  },
})

const license = defineCheck({
  id: 'SC-29',
  title: 'License of the user',
  asked: 'A WebSocket with everything right, until OnConnected.',
  passWhen: 'Its state is SESSION_CREATED or SESSION_ATTACHED.',
  why: 'A user without an access pass can sign in and then opens no app. This check may take an access pass.',
  fix: 'Allocate a pass to the user at *License management* in the QMC.',
  severity: 'high',
  class: 'A',
  phase: 'main',
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
      message === undefined ? describeOutcome(outcome) : `${message.method} ${String(state ?? '')}`
    const evidence = [`WebSocket with everything right → ${words.trim()}`]
    if (state === 'SESSION_CREATED' || state === 'SESSION_ATTACHED')
      return passed('The user may open apps.', evidence)
    const isWithoutPass =
      message?.method === 'OnLicenseAccessDenied' ||
      (typeof state === 'string' && /NO_LICENSE|LICENSE_RENEW/.test(state))
    if (!isWithoutPass)
      return undecided(`The WebSocket tells nothing about the license: ${words.trim()}.`, evidence)
    return failed(
      'The user has no access pass.',
      {
        page: 'QMC › License management › Professional access allocations, Analyzer access allocations',
        field: 'Allocations',
        present: `no access for the user (${words.trim()})`,
        wanted: 'an allocation for the user, or a rule that gives one',
      },
      evidence,
    )
  },
})

export const webSocketChecks: readonly Check[] = [origin, token, identity, withoutSession, license]
