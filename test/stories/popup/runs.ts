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

const formatEnglish = (message: Message): string => formatMessage(english, message)

const toStepNote = (message: Message | undefined) =>
  message === undefined ? {} : { note: formatEnglish(message), noteMessages: [message] }

const base = { id: 'run-1', site: 'production', prefix: 'sales', user: 'DOMAIN\\User1', leftBehind: [] }

export const passedRun: Run = { ...base, outcome: 'passed', steps: stepNames.map(passedStep) }

/** A passed run with a certificate that expires soon. */
export const warnedRun: Run = {
  ...passedRun,
  steps: passedRun.steps.map(step =>
    step.name === 'credential' ? { ...step, warnings: [expiresSoon] } : step,
  ),
}

/**
 * Returns a run with the default cookie name, as when the virtual proxy settings arrive too late.
 */
export const withDefaultCookieName = (run: Run, name: string): Run => {
  const reason = reasonOfFinding(findingOf('TIMEOUT', { address: 'qlik.example.com:4242', afterMs: 1500 }))
  const noteMessages = [
    message('note.allByDefault', { cookie: name }),
    message('note.noSettings', { reason }),
  ]
  const note = noteMessages.map(formatEnglish).join('; ')
  return {
    ...run,
    steps: run.steps.map(step => (step.name === 'cookie' ? { ...step, note, noteMessages } : step)),
  }
}

/** Creates a run that is still working on the step `at`. */
export const createWorkingRun = (at: StepName, forMs: number, now: number): Run => ({
  ...base,
  outcome: 'working',
  steps: stepsUpTo(at, { name: at, state: 'working', startedAt: now - forMs }, 'waiting'),
})

/** Creates a run that ended in the step `at`. */
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
