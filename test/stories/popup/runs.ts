import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type Message, message } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
import { type Run, type Step, type StepName, stepNames } from '#shared/runs/run'

const notes: Partial<Record<StepName, Message>> = {
  credential: message('note.issued', { issuer: 'QLIK-CA', until: '2034-05-01T09:30:00.000Z' }),
  cookie: message('note.allFromQmc', { cookie: 'X-Qlik-Session-sales' }),
}
const durations: Record<StepName, number> = {
  companion: 2,
  credential: 14,
  session: 38,
  cookie: 6,
  hub: 1240,
  identity: 21,
}

const expiresSoon = findingOf('CERTIFICATE_EXPIRES_SOON', {
  path: 'C:\\Certificates\\production\\client.pem',
  validTo: '2026-12-03T00:00:00.000Z',
  days: 11,
})

const passedStep = (name: StepName): Step => ({
  name,
  state: 'passed',
  ms: durations[name],
  ...toStepNote(notes[name]),
})

const inEnglish = (said: Message): string => formatMessage(english, said)

const toStepNote = (said: Message | undefined) =>
  said === undefined ? {} : { note: inEnglish(said), noteMessages: [said] }

const base = { id: 'run-1', site: 'production', prefix: 'sales', user: 'DOMAIN\\User1', leftBehind: [] }

export const passedRun: Run = { ...base, outcome: 'passed', steps: stepNames.map(passedStep) }

/** A run that has passed with a certificate that is soon to expire. */
export const warnedRun: Run = {
  ...passedRun,
  steps: passedRun.steps.map(step =>
    step.name === 'credential' ? { ...step, warnings: [expiresSoon] } : step,
  ),
}

/** Of a run whose virtual proxy did not tell its settings in time: the cookie has what is usual. */
export const withDefaultCookieName = (run: Run, name: string): Run => {
  const reason = reasonOfFinding(findingOf('TIMEOUT', { address: 'qlik.example.com:4242', afterMs: 1500 }))
  const noteMessages = [
    message('note.allByDefault', { cookie: name }),
    message('note.noSettings', { reason }),
  ]
  const note = noteMessages.map(inEnglish).join('; ')
  return {
    ...run,
    steps: run.steps.map(step => (step.name === 'cookie' ? { ...step, note, noteMessages } : step)),
  }
}

/** A run that has come to one of its steps and is still at it. */
export const createWorkingRun = (at: StepName, forMs: number, now: number): Run => ({
  ...base,
  outcome: 'working',
  steps: stepsUpTo(at, { name: at, state: 'working', startedAt: now - forMs }, 'waiting'),
})

/** A run that ended at one of its steps. */
export const createEndedRun = (at: StepName, finding: Finding, more: Partial<Run> = {}): Run => ({
  ...base,
  outcome: 'failed',
  steps: stepsUpTo(at, { name: at, state: 'failed', ms: 57 }, 'not-reached'),
  finding,
  ...more,
})

function stepsUpTo(at: StepName, step: Step, rest: 'waiting' | 'not-reached'): Step[] {
  const index = stepNames.indexOf(at)
  return stepNames.map((name, position) =>
    position < index ? passedStep(name) : position === index ? step : { name, state: rest },
  )
}
