import { StepIcon } from '#ui/icons.tsx'
import { type TextKey, text } from '#ui/texts.ts'

/** That the page looks by itself, and how often. */
export const Looking = ({ what, seconds }: { what: TextKey; seconds: number }) => (
  <p class="looking" role="status">
    <StepIcon state="working" />
    {text(what, seconds)}
  </p>
)
