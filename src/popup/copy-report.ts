import { parsed } from '#shared/parsed'
import { ReadRunSchema } from '#shared/past-runs'
import type { RunFacts } from '#shared/run-facts'
import { evidenceOf } from '#ui/evidence/evidence.ts'
import { asMarkdown } from '#ui/evidence/markdown.ts'
import type { Link } from '#ui/link.ts'

/** Copies the run's report, as Markdown and without anybody's names. Rejects when the run is gone, or nothing may be copied. */
export const copyReport = async (link: Link, id: string): Promise<void> =>
  navigator.clipboard.writeText(asMarkdown(evidenceOf(await factsOf(link, id))))

function factsOf(link: Link, id: string): Promise<RunFacts> {
  let stop = (): void => {}
  const told = new Promise<RunFacts>((resolve, reject) => {
    stop = link.onState(({ readRun }) => {
      const output = parsed(ReadRunSchema, readRun)
      if (output?.id !== id) return
      if (output.status === 'ready') resolve(output.facts)
      else reject(new Error('the run is no longer there'))
    })
    link.ask({ intent: 'readRun', id })
  })
  return told.finally(() => stop())
}
