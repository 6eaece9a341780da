import { useEffect } from 'preact/hooks'
import { parsed } from '#shared/parsed'
import { ReadRunSchema } from '#shared/past-runs'
import type { Run } from '#shared/run'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { StepItem } from '#ui/StepItem.tsx'
import { stepsOf } from '#ui/steps.ts'
import { text } from '#ui/texts.ts'
import { Why } from '#ui/Why.tsx'
import { outcomeAround, proxyWords, wordsOf } from '#ui/words.ts'
import type { PartProps } from './App.tsx'
import { Report } from './Report.tsx'
import { RunAgain } from './RunAgain.tsx'
import { dateAndTime } from './time.ts'

/** One run with its steps, and what can be handed on of it; also while it still goes on. */
export function OneRun({ link, state, id }: PartProps & { id: string }) {
  const isWorking = state.run?.id === id && state.run.outcome === 'working'
  const read = parsed(ReadRunSchema, state.readRun)
  const found = read?.id === id ? read : undefined
  const isMissing = found === undefined && !isWorking
  useEffect(() => {
    if (isMissing) link.ask({ intent: 'readRun', id })
  }, [link, id, isMissing])
  const facts = found?.status === 'ready' && !isWorking ? found.facts : undefined
  const run = isWorking ? state.run : facts?.run
  return (
    <section aria-labelledby="run">
      <a class="back" href="#runs">
        {text('runsAll')}
      </a>
      {run !== undefined && <RunSteps run={run} endedAt={facts?.endedAt} />}
      {facts !== undefined && (
        <>
          <RunAgain link={link} state={state} facts={facts} />
          <Report facts={facts} />
        </>
      )}
      {found?.status === 'missing' && !isWorking && (
        <h2 id="run" class="empty">
          {text('runGone')}
        </h2>
      )}
    </section>
  )
}

function RunSteps({ run, endedAt }: { run: Run; endedAt: number | undefined }) {
  const failed = run.steps.find(({ state }) => state === 'failed')
  const why = run.causes && <Why causes={run.causes} user={run.user} />
  const alert = run.finding && (
    <FindingAlert finding={run.finding} leftBehind={wordsOf(run.leftBehindSaid, run.leftBehind)} why={why} />
  )
  return (
    <>
      <h2 id="run" aria-live="polite" data-outcome={run.outcome}>
        {outcomeAround(run.outcome, <bdi>{run.user}</bdi>)}
      </h2>
      <p class="aside" dir="auto">
        {text('runWhere', proxyWords(run.prefix), run.site)}
        {endedAt !== undefined && ` · ${dateAndTime(endedAt)}`}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ol role="list" aria-label="Sign-in steps">
        {stepsOf(run).map(step => (
          <StepItem key={step.name} step={step}>
            {step === failed && alert}
          </StepItem>
        ))}
      </ol>
      {failed === undefined && alert}
    </>
  )
}
