import { useId, useState } from 'preact/hooks'
import type { Cause } from '#shared/cause'
import { Confirm } from './Confirm.tsx'
import { buttonWords, confirmationOf, evidenceOf, remedyOf } from './cause-words.tsx'
import { Remedy } from './Remedy.tsx'
import { text } from './texts.ts'

export interface WhyProps {
  causes: Cause[]
  /** `DIR\id` whom the run was to sign in. */
  user: string
  /** Without it, nothing is done about a run of long ago. */
  onMend?: (cause: Cause) => void
}

/** What a failure comes from, the most probable first, each with the evidence, what to do, and a button that does it. */
export function Why({ causes, user, onMend }: WhyProps) {
  const id = useId()
  const [asked, ask] = useState<Cause>()
  const confirmation = confirmationOf(asked?.action, user)
  return (
    <section class="why" aria-labelledby={id}>
      <h2 id={id}>{text('whyHeading')}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {causes.map(cause => (
          <li key={cause.cause} data-cause={cause.cause}>
            <p dir="auto">{evidenceOf(cause)}</p>
            <Remedy text={remedyOf(cause)} />
            {cause.action !== undefined && onMend !== undefined && (
              <button
                type="button"
                onClick={() => (confirmationOf(cause.action, user) ? ask(cause) : onMend(cause))}
              >
                {buttonWords(cause.action)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && confirmation && (
        <Confirm {...confirmation} onYes={() => onMend?.(asked)} onClose={() => ask(undefined)} />
      )}
    </section>
  )
}
