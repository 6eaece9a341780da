import type { Who } from '#shared/who'
import { textsOf } from '#ui/finding-texts.ts'
import { text } from '#ui/texts.ts'
import { UserName } from '#ui/UserName.tsx'
import { useNow } from '#ui/use-now.ts'
import { noteOf, titleOf } from './who-words.ts'

/** The truth for the tab in front, in two lines; the popup's name where there is none to tell. */
export function WhoLines({ who }: { who: Who | undefined }) {
  const now = useNow(who?.status === 'user', minutely)
  const title = who && titleOf(who)
  if (who === undefined || title === undefined) return <h1>Hubpass</h1>
  const note = noteOf(who, now)
  return (
    <div class="who">
      <h1 dir="auto" aria-live="polite" title={title}>
        <UserName name={title} />
      </h1>
      <p
        dir="auto"
        title={`${note}\n${who.status === 'unreachable' ? textsOf(who.finding).message : text('whoEstimate')}`}
      >
        {note}
      </p>
    </div>
  )
}

/** Minutes are shown. */
const minutely = 15_000
