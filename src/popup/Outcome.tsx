import { nameOf } from '#protocol/identity'
import type { Run } from '#shared/run'
import { text, textAround } from '#ui/texts.ts'
import { outcomeAround, proxyWords } from '#ui/words.ts'
import type { Model } from './model.ts'
import { isOverSince } from './over-since.ts'
import { whoHere } from './who/who-here.ts'

/** The answer in one line. It has its place from the start, so that nothing moves when it comes. */
export function Outcome(model: Pick<Model, 'isAsking' | 'run' | 'form' | 'who' | 'here'>) {
  const { isAsking, run, form } = model
  const told = isAsking ? { outcome: 'working' as const, user: nameOf(form), prefix: form.prefix } : run
  const isOver = told === run && isOverSince(run, whoHere(model))
  return (
    <p class="outcome" role="status" data-outcome={told?.outcome} data-over={isOver}>
      {told === undefined ? text('outcomeBefore') : outcomeOf(told, isOver)}
    </p>
  )
}

function outcomeOf({ outcome, user, prefix }: Pick<Run, 'outcome' | 'user' | 'prefix'>, isOver: boolean) {
  const who = <bdi class="user">{user}</bdi>
  const where = <bdi>{proxyWords(prefix)}</bdi>
  if (outcome === 'passed') return textAround(isOver ? 'passedOutcomeOver' : 'passedOutcomeOn', who, where)
  return outcome === 'failed' ? textAround('failedOutcomeOn', who, where) : outcomeAround(outcome, who)
}
