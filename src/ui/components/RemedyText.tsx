import { splitCommands } from '../format-run.ts'

/** Shows a remedy with its commands marked as code. */
export function RemedyText({ text }: { text: string }) {
  return (
    <p class="remedy" dir="auto">
      {splitCommands(text).map((piece, index) =>
        index % 2 === 0 ? piece : <code key={piece}>{piece}</code>,
      )}
    </p>
  )
}
