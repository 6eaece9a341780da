import type { ComponentChildren } from 'preact'
import type { Message } from '#messages/message'
import type { Run, Step, StepName, StepState } from '#shared/runs/run'
import { currentLocale, t, textOfMessage, tRich } from './i18n.ts'

export const formatStepTitle = (name: StepName): string => t(`step.${name}.title`)

export const formatStepState = (state: StepState): string => t(`stepState.${state}`)

export const formatVirtualProxy = (prefix: string): string =>
  prefix === '' ? t('common.defaultProxy') : prefix

/** What became of a run of a user. */
export const formatOutcome = (outcome: Run['outcome'], user: ComponentChildren): ComponentChildren[] =>
  tRich(`outcome.${outcome}`, { user })

/** What the background says of a step or of a run's end; in English where one message of it is not known here. */
export function formatMessages(
  messages: readonly Message[] | undefined,
  english: readonly string[],
): readonly string[] {
  const formatted = messages?.map(textOfMessage) ?? [undefined]
  return formatted.every(word => word !== undefined) ? formatted : english
}

/** What a step says beside its verdict, else what it means that it passes; one that does not pass means nothing. */
export function formatNote({ name, note, noteMessages, state }: Step): string {
  if (note !== undefined) return formatMessages(noteMessages, [note]).join('; ')
  return state === 'failed' || state === 'not-reached' ? '' : t(`step.${name}.meaning`)
}

/** How long a step took, or takes so far once that is over a second. */
export function formatStepTime({ state, ms, startedAt }: Step, now: number): string {
  if (ms !== undefined) return formatDuration(ms)
  const elapsed = state === 'working' && startedAt !== undefined ? now - startedAt : 0
  return elapsed < 1000 ? '' : `${Math.floor(elapsed / 1000)} s`
}

const formatDuration = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${createTenthsFormat().format(ms / 1000)} s`

const createTenthsFormat = () =>
  new Intl.NumberFormat(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A remedy in pieces: plain text and, at the odd places, the commands that it quotes and that can be run as they stand. */
export const splitCommands = (remedy: string): string[] => remedy.split(/(?<=")(hubpass [^"…]+)(?=")/)
