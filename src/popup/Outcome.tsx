import { nameOf } from '#protocol/identity'
import type { Run } from '#shared/run'
import { text, textAround } from '#ui/texts.ts'
import { outcomeAround, proxyWords } from '#ui/words.ts'
import type { Model } from './model.ts'

/** The answer in one line. It has its place from the start, so that nothing moves when it comes. */
export function Outcome({ isAsking, run, form }: Pick<Model, 'isAsking' | 'run' | 'form'>) {
  const told = isAsking ? { outcome: 'working' as const, user: nameOf(form), prefix: form.prefix } : run
  return (
    <p class="outcome" role="status" data-outcome={told?.outcome}>
      {told === undefined ? text('outcomeBefore') : outcomeOf(told)}
    </p>
  )
}

function outcomeOf({ outcome, user, prefix }: Pick<Run, 'outcome' | 'user' | 'prefix'>) {
  const who = <bdi class="user">{user}</bdi>
  return outcome === 'passed'
    ? textAround('passedOutcomeOn', who, <bdi>{proxyWords(prefix)}</bdi>)
    : outcomeAround(outcome, who)
}
