export interface ButtonsProps {
  isWorking: boolean
  onCancel: () => void
}

/** While a run goes on, Sign in keeps its place and the focus but does nothing, so that a second press cannot cancel. */
export function Buttons({ isWorking, onCancel }: ButtonsProps) {
  return (
    <div class="buttons">
      <button type="submit" class="primary" aria-disabled={isWorking}>
        Sign in
      </button>
      {isWorking && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  )
}
