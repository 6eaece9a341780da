import { splitCommands } from '../format-run.ts'

/** The one thing to do, with its commands easy to tell from the words. */
export function RemedyText({ text }: { text: string }) {
  return (
    <p class="remedy" dir="auto">
      {splitCommands(text).map((piece, index) =>
        index % 2 === 0 ? piece : <code key={piece}>{piece}</code>,
      )}
    </p>
  )
}
