import { Beside } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'

export interface ButtonsProps {
  isWorking: boolean
  /** The popup stands in a private window, beside which there is no other. */
  isPrivate: boolean
  onCancel: () => void
}

/** While a run goes on, Sign in keeps its place and the focus but does nothing, so that a second press cannot cancel. */
export function Buttons({ isWorking, isPrivate, onCancel }: ButtonsProps) {
  return (
    <div class="buttons">
      <button type="submit" class="primary" aria-disabled={isWorking}>
        Sign in
      </button>
      {!isWorking && !isPrivate && (
        <button
          type="submit"
          name="beside"
          class="beside"
          aria-label={text('signInBeside')}
          title={text('signInBesideTitle')}
        >
          <Beside />
        </button>
      )}
      {isWorking && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  )
}
