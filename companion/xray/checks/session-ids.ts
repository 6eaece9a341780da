import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
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
    const remedy = inInstallation(say('check.SC-06.wanted'), say('check.SC-06.present', { bits }))
    if (pattern !== undefined) return failed(pattern, remedy, evidence)
    if (bits < 122) return failed(say('check.SC-06.weak', { bits }), remedy, evidence)
    const verdict = bits < 128 ? 'check.SC-06.passedBelowAsvs' : 'check.SC-06.passed'
    return passed(say(verdict, { bits }), evidence)
  },
})

const unknown = defineCheck({
  id: 'SC-07',
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
    const evidence = [
      toEvidence(user),
      toEvidence(hub),
      `WebSocket with it → ${inEnglish(describeOutcome(outcome))}`,
    ]
    if (named !== undefined || isHubOpen || isLetIn(outcome))
      return failed(
        say('check.SC-07.failed'),
        inInstallation(say('check.SC-07.wanted'), say('check.SC-07.present')),
        evidence,
      )
    return passed(say('check.SC-07.passed'), evidence)
  },
})

const fixation = defineCheck({
  id: 'SC-08',
  severity: 'high',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-03', 'ASVS v5.0.0-7.2.4', 'ZAP 40013'],
  ask: plantId,
  judge({ plantedId, issued, isPlantedKnown }) {
    const evidence = [toEvidence(issued.exchange)]
    if (issued.sessionId === plantedId || isPlantedKnown)
      return failed(
        say('check.SC-08.failed'),
        inInstallation(say('check.SC-08.wanted'), say('check.SC-08.present')),
        evidence,
      )
    return passed(say('check.SC-08.passed'), evidence)
  },
})

export const sessionIdChecks: readonly Check[] = [strength, unknown, fixation]
