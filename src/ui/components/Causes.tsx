import { useId, useState } from 'preact/hooks'
import type { Cause } from '#shared/runs/cause'
import { fixConfirmation, formatEvidence, formatFixLabel, formatRemedy } from '../format-cause.tsx'
import { t } from '../i18n.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { RemedyText } from './RemedyText.tsx'

export interface CausesProps {
  causes: Cause[]
  heading?: string
  /** The user of the run, as `DIR\id`. */
  user: string
  /** Whether the list itself scrolls, so that the keyboard must reach it. */
  scrolls?: boolean
  /** Omitted for old runs, which cannot be fixed. */
  onApplyFix?: (cause: Cause) => void
}

/**
 * Lists the causes of a failure, most probable first, each with evidence, remedy and fix button.
 */
export function Causes({ causes, heading = t('cause.heading'), user, scrolls, onApplyFix }: CausesProps) {
  const id = useId()
  const [causeToConfirm, setCauseToConfirm] = useState<Cause>()
  const confirmation = fixConfirmation(causeToConfirm?.action, user)
  return (
    <section class="why" aria-labelledby={id} tabIndex={scrolls ? 0 : undefined}>
      <h2 id={id}>{heading}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list">
        {causes.map(cause => (
          <li key={cause.cause} data-cause={cause.cause}>
            <p dir="auto">{formatEvidence(cause)}</p>
            <RemedyText text={formatRemedy(cause)} />
            {cause.action !== undefined && onApplyFix !== undefined && (
              <button
                type="button"
                onClick={() =>
                  fixConfirmation(cause.action, user) ? setCauseToConfirm(cause) : onApplyFix(cause)
                }
              >
                {formatFixLabel(cause.action)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {causeToConfirm && confirmation && (
        <ConfirmDialog
          {...confirmation}
          onConfirm={() => onApplyFix?.(causeToConfirm)}
          onClose={() => setCauseToConfirm(undefined)}
        />
      )}
    </section>
  )
}
