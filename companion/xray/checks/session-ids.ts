import { type Check, defineCheck, failed, passed } from '../check.ts'
import { readUser, toEvidence } from '../questions/exchange.ts'
import { unknownId } from '../questions/questions.ts'
import { describeOutcome, isLetIn, readOutcome } from '../questions/socket.ts'
import { askTicketIds, plantId } from '../questions/tickets.ts'
import { countRandomBits, findPattern } from '../rules/id-strength.ts'
import { inInstallation } from '../rules/places.ts'
import { ifClear } from '../unclear.ts'

const strength = defineCheck({
  id: 'SC-06',
  title: 'Strength of session ids',
  asked: 'The ids of three own tickets, one after the other, each ended.',
  passWhen:
    'The ids differ, have at least 122 random bits by their form (a GUID, version 4), and no common part or counter.',
  why: 'Whoever can guess a session id is that user. ASVS 5.0 asks for 128 bits. The GUIDs that Qlik documents have 122.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own or a reverse proxy that makes ids.',
  severity: 'medium',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-01', 'ASVS v5.0.0-7.2.3'],
  ask: askTicketIds,
  judge(ids) {
    const bits = countRandomBits(...ids)
    const pattern = findPattern(ids)
    const evidence = [
      `${ids.length} ids of ${ids[0]?.length ?? 0} characters, at most ${bits} random bits each`,
    ]
    const remedy = inInstallation(
      'ids of a cryptographic generator with at least 122 random bits',
      `${bits} bits`,
    )
    if (pattern !== undefined) return failed(`The session ids ${pattern}.`, remedy, evidence)
    if (bits < 122)
      return failed(`The session ids have at most ${bits} random bits by their form.`, remedy, evidence)
    const nuance = bits < 128 ? ' ASVS 5.0 asks for 128.' : ''
    return passed(`The session ids have ${bits} random bits by their form.${nuance}`, evidence)
  },
})

const unknown = defineCheck({
  id: 'SC-07',
  title: 'Unknown session id',
  asked: 'A random id in the session cookie, sent to /qps/user, the hub and a WebSocket.',
  passWhen: 'Nobody is signed in, and the WebSocket is refused or asks to sign in.',
  why: 'A proxy that accepts an id that it never gave lets anybody choose a session.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own, and update Qlik Sense.',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['WSTG-SESS-03', 'ASVS v5.0.0-7.2.1'],
  ask: async questions => {
    const { sessionId, user } = await questions.stranger()
    const hub = await questions.hub(sessionId, unknownId)
    const isNamed = (await ifClear(Promise.resolve(user).then(readUser))) !== undefined
    // A front end that knows the id has a token for it.
    const ofItsOwn = isNamed ? await questions.fetchToken(sessionId) : undefined
    const token = ofItsOwn ?? (await questions.token())
    const socket = await questions.openSocket({ sessionId, token })
    const outcome = await readOutcome(socket, questions.port.limits.firstMessageMs)
    socket.close()
    return { user, hub, outcome, isHubOpen: await questions.isOpenToSession(hub) }
  },
  judge({ user, hub, outcome, isHubOpen }) {
    const named = readUser(user)
    const evidence = [toEvidence(user), toEvidence(hub), `WebSocket with it → ${describeOutcome(outcome)}`]
    if (named !== undefined || isHubOpen || isLetIn(outcome))
      return failed(
        'The front end accepts a session id that no session ever had.',
        inInstallation('unknown ids lead to the sign-in', 'unknown ids sign somebody in'),
        evidence,
      )
    return passed('An unknown session id signs nobody in.', evidence)
  },
})

const fixation = defineCheck({
  id: 'SC-08',
  title: 'Session fixation',
  asked: 'An unknown id in the cookie while an own ticket is redeemed. Then QPS is asked for that id.',
  passWhen: 'The session gets another id, and QPS does not know the planted one.',
  why: 'If the proxy keeps the planted id, an attacker who planted it shares the session after the sign-in.',
  fix: 'Qlik Sense has no setting for it. Update Qlik Sense, and look for a session module of your own.',
  severity: 'high',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-03', 'ASVS v5.0.0-7.2.4', 'ZAP 40013'],
  ask: plantId,
  judge({ plantedId, issued, isPlantedKnown }) {
    const evidence = [toEvidence(issued.exchange)]
    if (issued.sessionId === plantedId || isPlantedKnown)
      return failed(
        'The new session has the id that was in the cookie before.',
        inInstallation('a new id at each sign-in', 'the id from the cookie of the request'),
        evidence,
      )
    return passed('The sign-in gives a new id.', evidence)
  },
})

export const sessionIdChecks: readonly Check[] = [strength, unknown, fixation]
