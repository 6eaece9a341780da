import type { MessageKey } from '#messages/message'
import { StepIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'

/** Says that the page polls, and how often. */
export const PollingStatus = ({ what, seconds }: { what: MessageKey; seconds: number }) => (
  <p class="looking" role="status">
    <StepIcon state="working" />
    {t(what, { seconds })}
  </p>
)
