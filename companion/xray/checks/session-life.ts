import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { askParallelSessions } from '../questions/parallel-sessions.ts'
import { askTimeline } from '../questions/timeline.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'

/** OWASP advises 15 to 30 minutes for usual data, and the QMC proposes 30. */
const maxTimeoutMinutes = 30

const idleEnd = defineCheck({
  id: 'SC-16',
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
        say('check.SC-16.failed'),
        inVirtualProxy(questions, 'Identification', {
          field: 'Session inactivity timeout (minutes)',
          present: say('check.SC-16.present', { minutes: timeoutMinutes }),
          wanted: say('check.SC-16.wanted', { minutes: timeoutMinutes }),
        }),
        evidence,
      )
    if (!usedLives)
      return failed(
        say('check.SC-16.early'),
        inVirtualProxy(questions, 'Identification', {
          field: 'Session inactivity timeout (minutes)',
          present: say('check.SC-16.presentEarly', { minutes: timeoutMinutes }),
          wanted: say('check.SC-16.wanted', { minutes: timeoutMinutes }),
        }),
        evidence,
      )
    return passed(say('check.SC-16.passed', { minutes: timeoutMinutes }), evidence)
  },
})

const absoluteEnd = defineCheck({
  id: 'SC-17',
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
    if (!usedLives) return undecided(say('check.unclear.endedBeforeTimeout'))
    if (deadMinutes !== undefined)
      return passed(say('check.SC-17.passed', { alive, dead: Math.round(deadMinutes) }))
    return failed(
      say('check.SC-17.failed', { alive }),
      inInstallation(say('check.SC-17.wanted'), say('check.SC-17.present')),
    )
  },
})

const timeoutPolicy = defineCheck({
  id: 'SC-18',
  severity: 'medium',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-7.1.1'],
  ask: async questions => ({
    questions,
    minutes: (await questions.virtualProxy()).settings.timeoutMinutes,
  }),
  judge({ questions, minutes }) {
    if (minutes === undefined) return undecided(say('check.unclear.noTimeout'))
    const evidence = [`sessionInactivityTimeout: ${minutes}`]
    if (minutes > 0 && minutes <= maxTimeoutMinutes)
      return passed(say('check.SC-18.passed', { minutes }), evidence)
    return failed(
      say('check.SC-18.failed', { minutes }),
      inVirtualProxy(questions, 'Identification', {
        field: 'Session inactivity timeout (minutes)',
        present: String(minutes),
        wanted: say('check.SC-18.wanted', { minutes: maxTimeoutMinutes }),
      }),
      evidence,
    )
  },
})

const parallelLimit = defineCheck({
  id: 'SC-19',
  severity: 'medium',
  class: 'A',
  phase: 'after',
  references: ['WSTG-SESS-11', 'ASVS v5.0.0-7.1.2'],
  ask: askParallelSessions,
  judge({ opened, refusal, dead }) {
    const evidence = [
      `${opened} WebSockets were accepted`,
      ...(refusal === undefined ? [] : [inEnglish(refusal)]),
    ]
    if (refusal === 'OnMaxParallelSessionsExceeded' && dead === 0)
      return passed(say('check.SC-19.passed', { opened }), evidence)
    const remedy = inInstallation(say('check.SC-19.wanted'))
    if (refusal === 'OnMaxParallelSessionsExceeded' || (refusal === undefined && dead > 0))
      return failed(say('check.SC-19.ended', { dead }), remedy, evidence)
    if (refusal !== undefined) return undecided(say('check.SC-19.undecided', { refusal }), evidence)
    return failed(say('check.SC-19.failed'), remedy, evidence)
  },
})

export const sessionLifeChecks: readonly Check[] = [idleEnd, absoluteEnd, timeoutPolicy, parallelLimit]
