import { useEffect } from 'preact/hooks'
import { parsed } from '#shared/parsed'
import { type PastRun, PastRunsSchema } from '#shared/past-runs'
import { StepIcon } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'
import type { PartProps } from './App.tsx'
import { addressOfRun } from './route.ts'
import { dateAndTime } from './time.ts'

/** The recent runs, the newest first. */
export function Runs({ link, state }: PartProps) {
  const past = parsed(PastRunsSchema, state.pastRuns)
  const isKnown = past !== undefined
  useEffect(() => {
    // Asked again of a worker that was started anew and has told nobody yet.
    if (!isKnown) link.ask({ intent: 'listRuns' })
  }, [link, isKnown])
  if (past === undefined) return null
  return (
    <section aria-labelledby="runs">
      <div class="heading">
        <h2 id="runs">{text('manageRuns')}</h2>
        {past.runs.length > 0 && (
          <button type="button" onClick={() => link.ask({ intent: 'clearRuns' })}>
            {text('runsClear')}
          </button>
        )}
      </div>
      {past.cleared > 0 && (
        <p class="said" role="status">
          {text('runsCleared', past.cleared)}
          <button type="button" class="small" onClick={() => link.ask({ intent: 'restoreRuns' })}>
            {text('undo')}
          </button>
        </p>
      )}
      {past.runs.length === 0 ? (
        <p class="empty">{text('runsNone')}</p>
      ) : (
        <ul class="runs">
          {past.runs.map(run => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RunLine({ run }: { run: PastRun }) {
  const { state, words } = outcomes[run.outcome]
  return (
    <li data-run={run.id} data-state={state}>
      <StepIcon state={state} />
      <a href={addressOfRun(run.id)}>
        <bdi>{run.user}</bdi>
      </a>
      <span class="aside" dir="auto">
        {text('runWhere', proxyWords(run.prefix), run.site)}
      </span>
      <span class="verdict">{run.outcome === 'failed' ? <code>{run.code}</code> : text(words)}</span>
      <time dateTime={new Date(run.at).toISOString()}>{dateAndTime(run.at)}</time>
    </li>
  )
}

const outcomes = {
  passed: { state: 'passed', words: 'runPassed' },
  failed: { state: 'failed', words: 'runFailed' },
  cancelled: { state: 'not-reached', words: 'runCancelled' },
} as const
