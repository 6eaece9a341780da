import { nameOf } from '#protocol/identity'
import { outcomeWords, proxyWords } from '#ui/words.ts'
import type { Model } from './model.ts'

/** The answer in one line. It has its place from the start, so that nothing moves when it comes. */
export function Outcome({ isAsking, run, form }: Pick<Model, 'isAsking' | 'run' | 'form'>) {
  const told = isAsking ? { outcome: 'working' as const, user: nameOf(form), prefix: form.prefix } : run
  return (
    <p class="outcome" role="status" data-outcome={told?.outcome}>
      {told === undefined ? (
        'What Sign in does'
      ) : (
        <>
          {outcomeWords[told.outcome]} <bdi class="user">{told.user}</bdi>
          {told.outcome === 'passed' && (
            <>
              {' on '}
              <bdi>{proxyWords(told.prefix)}</bdi>
            </>
          )}
        </>
      )}
    </p>
  )
}
