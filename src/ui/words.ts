import type { ComponentChildren } from 'preact'
import type { Phrase } from '#shared/phrase'
import type { Run, Step, StepName, StepState } from '#shared/run'
import { fragmentOf, textsOf } from './finding-texts.ts'
import { localeOfTexts, type TextKey, text, textAround } from './texts.ts'

export const stepTitle = (name: StepName): string => text(`${name}Step`)

export const stateWords = (state: StepState): string => text(stateTexts[state])

const stateTexts: Record<StepState, TextKey> = {
  waiting: 'stateWaiting',
  working: 'stateWorking',
  passed: 'statePassed',
  failed: 'stateFailed',
  'not-reached': 'stateNotReached',
}

export const proxyWords = (prefix: string): string => (prefix === '' ? text('defaultProxy') : prefix)

/** What became of a run of a user. */
export const outcomeAround = (outcome: Run['outcome'], user: ComponentChildren): ComponentChildren[] =>
  textAround(`${outcome}Outcome`, user)

/** What the background says of a step or of a run's end; in English where one phrase of it is not known here. */
export function wordsOf(said: readonly Phrase[] | undefined, english: readonly string[]): readonly string[] {
  // A name that no text has gives an empty one.
  const words = said?.map(({ id, values, because }) =>
    text(
      `note${id}` as TextKey,
      ...values.map(fragmentOf),
      because === undefined ? '' : textsOf(because).message.replace(/[.。]$/, ''),
    ),
  )
  return words?.every(word => word !== '') ? words : english
}

/** What a step says beside its verdict, else what it means that it passes; one that does not pass means nothing. */
export function noteWords({ name, note, said, state }: Step): string {
  if (note !== undefined) return wordsOf(said, [note]).join('; ')
  return state === 'failed' || state === 'not-reached' ? '' : text(`${name}Means`)
}

/** How long a step took, or takes so far once that is over a second. */
export function timeWords({ state, ms, startedAt }: Step, now: number): string {
  if (ms !== undefined) return duration(ms)
  const soFar = state === 'working' && startedAt !== undefined ? now - startedAt : 0
  return soFar < 1000 ? '' : `${Math.floor(soFar / 1000)} s`
}

const duration = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${tenths().format(ms / 1000)} s`

const tenths = () =>
  new Intl.NumberFormat(localeOfTexts(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A remedy in pieces: plain text and, at the odd places, the commands that it quotes and that can be run as they stand. */
export const commandsIn = (remedy: string): string[] => remedy.split(/(?<=")(hubpass [^"…]+)(?=")/)
