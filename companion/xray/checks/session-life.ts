import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { askParallelSessions } from '../questions/parallel-sessions.ts'
import { askTimeline } from '../questions/timeline.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'

/** OWASP advises 15 to 30 minutes for usual data, and the QMC proposes 30. */
const maxTimeoutMinutes = 30

const idleEnd = defineCheck({
  id: 'SC-16',
  title: 'Idle sessions end',
  asked:
    'Two sessions: one is asked one minute before the inactivity timeout, the other is left alone until one minute after it.',
  passWhen: 'The first lives, and the second is dead.',
  why: 'A session that somebody forgot on a shared computer has to end by itself.',
  fix: 'Set *Session inactivity timeout* of the virtual proxy, and restart the proxy.',
  severity: 'high',
  class: 'W',
  phase: 'after',
  references: ['WSTG-SESS-07', 'ASVS v5.0.0-7.3.1'],
  ask: async questions => ({ questions, timeline: await askTimeline(questions) }),
  judge({ questions, timeline: { timeoutMinutes, usedLives, idleLives } }) {
    const evidence = [
      `Timeout in QRS: ${timeoutMinutes} minutes`,
      `Session before the timeout: ${usedLives ? 'alive' : 'dead'}`,
      `Idle session after the timeout: ${idleLives ? 'alive' : 'dead'}`,
    ]
    if (idleLives)
      return failed(
        'An idle session outlives its inactivity timeout.',
        inVirtualProxy(questions, 'Identification', {
          field: 'Session inactivity timeout (minutes)',
          present: `${timeoutMinutes}, without effect`,
          wanted: `${timeoutMinutes}: save it again, and restart the proxy`,
        }),
        evidence,
      )
    if (!usedLives)
      return failed(
        'A session ends before its inactivity timeout.',
        inVirtualProxy(questions, 'Identification', {
          field: 'Session inactivity timeout (minutes)',
          present: `${timeoutMinutes}, but sessions end earlier`,
          wanted: `${timeoutMinutes}: save it again, and restart the proxy`,
        }),
        evidence,
      )
    return passed(`An idle session is dead after ${timeoutMinutes} minutes, and not before.`, evidence)
  },
})

const absoluteEnd = defineCheck({
  id: 'SC-17',
  title: 'Used sessions end too',
  asked: 'A session is used before each timeout, for three timeouts.',
  passWhen: 'It ends although it is used. The time is reported.',
  why: 'A stolen session that is used every few minutes never ends otherwise.',
  fix: 'Qlik Sense has no setting for it. A reverse proxy or a session module of your own can end old sessions.',
  severity: 'info',
  class: 'W',
  phase: 'after',
  references: ['WSTG-SESS-07', 'ASVS v5.0.0-7.3.2'],
  ask: async questions => {
    const timeline = await askTimeline(questions)
    return { ...(await timeline.followUsed()), usedLives: timeline.usedLives }
  },
  judge({ aliveMinutes, deadMinutes, usedLives }) {
    const alive = Math.round(aliveMinutes)
    if (!usedLives) return undecided('The session ended before its inactivity timeout.')
    if (deadMinutes !== undefined)
      return passed(
        `A session that is used ended between ${alive} and ${Math.round(deadMinutes)} minutes of age.`,
      )
    return failed(
      `A session that is used was still alive after ${alive} minutes.`,
      inInstallation('an absolute lifetime of sessions', 'none seen'),
    )
  },
})

const timeoutPolicy = defineCheck({
  id: 'SC-18',
  title: 'Inactivity timeout',
  asked: 'The session inactivity timeout of the virtual proxy, from QRS.',
  passWhen: `It is at most ${maxTimeoutMinutes} minutes.`,
  why: 'The longer an idle session lives, the longer somebody else can go on with it.',
  fix: `Set *Session inactivity timeout* of the virtual proxy to ${maxTimeoutMinutes} minutes or less.`,
  severity: 'medium',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-7.1.1'],
  ask: async questions => ({
    questions,
    minutes: (await questions.virtualProxy()).settings.timeoutMinutes,
  }),
  judge({ questions, minutes }) {
    if (minutes === undefined) return undecided('QRS does not tell the inactivity timeout.')
    const evidence = [`sessionInactivityTimeout: ${minutes}`]
    if (minutes > 0 && minutes <= maxTimeoutMinutes)
      return passed(`Idle sessions end after ${minutes} minutes.`, evidence)
    return failed(
      `Idle sessions live for ${minutes} minutes.`,
      inVirtualProxy(questions, 'Identification', {
        field: 'Session inactivity timeout (minutes)',
        present: String(minutes),
        wanted: `${maxTimeoutMinutes} or less`,
      }),
      evidence,
    )
  },
})

const parallelLimit = defineCheck({
  id: 'SC-19',
  title: 'Limit of parallel sessions',
  asked: 'Six own sessions of the user with a WebSocket each.',
  passWhen: 'One of them is refused with OnMaxParallelSessionsExceeded, and the earlier ones live.',
  why: 'Without a limit, nobody notices that others use the account too. Qlik Sense documents five.',
  fix: 'Qlik Sense has no setting for it. Look for a session module of your own, and check the license.',
  severity: 'medium',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-11', 'ASVS v5.0.0-7.1.2'],
  ask: askParallelSessions,
  judge({ opened, refusal, dead }) {
    const evidence = [`${opened} WebSockets were accepted`, ...(refusal === undefined ? [] : [refusal])]
    if (refusal === 'OnMaxParallelSessionsExceeded' && dead === 0)
      return passed(`The session after ${opened} others was refused.`, evidence)
    const remedy = inInstallation('at most five parallel sessions, and the sixth is refused')
    if (refusal === 'OnMaxParallelSessionsExceeded' || (refusal === undefined && dead > 0))
      return failed(`A further session ended ${dead} of the earlier ones.`, remedy, evidence)
    if (refusal !== undefined)
      return undecided(`A WebSocket was refused for another reason: ${refusal}.`, evidence)
    return failed('Six parallel sessions of one user work.', remedy, evidence)
  },
})

export const sessionLifeChecks: readonly Check[] = [idleEnd, absoluteEnd, timeoutPolicy, parallelLimit]
