import type { ComponentChildren } from 'preact'
import { Cross } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'

export interface DeedBoxProps {
  name?: string
  status: string
  onPutAway: () => void
  children: ComponentChildren
}

/** Lies over the popup's end, until it is put away. */
export const DeedBox = ({ name, status, onPutAway, children }: DeedBoxProps) => (
  <div class="deed" data-deed={name} data-status={status}>
    {children}
    <button type="button" class="small" aria-label={text('putAway')} onClick={onPutAway}>
      <Cross />
    </button>
  </div>
)
