import { useState } from 'preact/hooks'
import type { Link } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import { managePage } from './manage-page.ts'

/** What can be done with a run that has ended: hand it on, or look at it beside the others. */
export function AfterRun({ link, id }: { link: Link; id: string }) {
  const [said, setSaid] = useState<'copyReport' | 'copied' | 'notCopied'>('copyReport')
  const copy = () =>
    import('./copy-report.ts')
      .then(module => module.copyReport(link, id))
      .then(
        () => setSaid('copied'),
        () => setSaid('notCopied'),
      )
  return (
    <div class="after-run">
      <button type="button" class="quiet" onClick={copy}>
        {text(said)}
      </button>
      <a class="quiet" href={`${managePage}#run=${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
        {text('runsOpen')}
      </a>
    </div>
  )
}
