import type { ComponentChildren } from 'preact'
import type { Message } from '#shared/phrase'
import type { Run, Step, StepName, StepState } from '#shared/runs/run'
import { formatFinding, fragmentOf } from './finding-texts.ts'
import { currentLocale, type MessageKey, t, tRich } from './i18n.ts'

export const formatStepTitle = (name: StepName): string => t(`${name}Step`)

export const formatStepState = (state: StepState): string => t(stateKeys[state])

const stateKeys: Record<StepState, MessageKey> = {
  waiting: 'stateWaiting',
  working: 'stateWorking',
  passed: 'statePassed',
  failed: 'stateFailed',
  'not-reached': 'stateNotReached',
}

export const formatVirtualProxy = (prefix: string): string => (prefix === '' ? t('defaultProxy') : prefix)

/** What became of a run of a user. */
export const formatOutcome = (outcome: Run['outcome'], user: ComponentChildren): ComponentChildren[] =>
  tRich(`${outcome}Outcome`, user)

/** What the background says of a step or of a run's end; in English where one phrase of it is not known here. */
export function formatMessages(
  messages: readonly Message[] | undefined,
  english: readonly string[],
): readonly string[] {
  // A name that no text has gives an empty one.
  const formatted = messages?.map(({ id, values, because }) =>
    t(
      `note${id}` as MessageKey,
      ...values.map(fragmentOf),
      because === undefined ? '' : formatFinding(because).message.replace(/[.。]$/, ''),
    ),
  )
  return formatted?.every(word => word !== '') ? formatted : english
}

/** What a step says beside its verdict, else what it means that it passes; one that does not pass means nothing. */
export function formatNote({ name, note, said, state }: Step): string {
  if (note !== undefined) return formatMessages(said, [note]).join('; ')
  return state === 'failed' || state === 'not-reached' ? '' : t(`${name}Means`)
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
