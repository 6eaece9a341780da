import type { ComponentChildren } from 'preact'
import type { Message } from '#messages/message'
import { type Run, type Step, type StepName, type StepState, stepNames } from '#shared/runs/run'
import { rewriteCommand } from './command-start.ts'
import { currentLocale, t, textOfMessage, tRich } from './i18n.ts'

export const formatStepTitle = (name: StepName): string => t(`step.${name}.title`)

export const formatStepState = (state: StepState): string => t(`stepState.${state}`)

export const formatVirtualProxy = (prefix: string): string =>
  prefix === '' ? t('common.defaultProxy') : prefix

/** Formats the outcome of a run with its user. */
export const formatOutcome = (outcome: Run['outcome'], user: ComponentChildren): ComponentChildren[] =>
  tRich(`outcome.${outcome}`, { user })

/** Formats messages of the background. Returns the English texts if a message is unknown. */
export function formatMessages(
  messages: readonly Message[] | undefined,
  english: readonly string[],
): readonly string[] {
  const formatted = messages?.map(textOfMessage) ?? [undefined]
  return formatted.every(word => word !== undefined) ? formatted : english
}

/** Formats the note of a step or, without one, what passing the step means. */
export function formatNote({ name, note, noteMessages, state }: Step): string {
  if (note !== undefined) return formatMessages(noteMessages, [note]).join('; ')
  return state === 'failed' || state === 'not-reached' ? '' : t(`step.${name}.meaning`)
}

/** Formats the duration of a step; for a running step only after a second. */
export function formatStepTime({ state, ms, startedAt }: Step, now: number): string {
  if (ms !== undefined) return formatDuration(ms)
  const elapsed = state === 'working' && startedAt !== undefined ? now - startedAt : 0
  return elapsed < 1000 ? '' : `${Math.floor(elapsed / 1000)} s`
}

const formatDuration = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${createTenthsFormat().format(ms / 1000)} s`

const createTenthsFormat = () =>
  new Intl.NumberFormat(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Splits a remedy into text and, at odd indexes, the commands that it quotes, as this machine starts them. */
export const splitCommands = (remedy: string): string[] =>
  remedy.split(/(?<=")((?:hubpass|certutil|security) [^"…]+)(?=")/).map(rewriteCommand)

/** Returns all six steps in order, with those that have not started. */
export const getAllSteps = (run: Run | undefined): Step[] =>
  stepNames.map(name => run?.steps.find(step => step.name === name) ?? { name, state: 'waiting' })
