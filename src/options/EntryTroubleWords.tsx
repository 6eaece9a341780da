import type { EntryTrouble } from '#shared/entry-trouble'
import { capitalOf } from '#ui/capital.ts'
import { type TextKey, text } from '#ui/texts.ts'

/** What is wrong with something that people wrote down, and where. */
export const EntryTroubleWords = ({ trouble: { where, why, values } }: { trouble: EntryTrouble }) => (
  <>
    {where !== '' && (
      <>
        <code>{where}</code>:{' '}
      </>
    )}
    {text(`entry${capitalOf(why)}`, ...values.map(inWords))}
  </>
)

const inWords = (value: string): string => {
  const kind = kinds.get(value)
  return kind === undefined ? value : text(kind)
}

/** As the parser calls them. What somebody wrote stands in quotes. */
const kinds: ReadonlyMap<string, TextKey> = new Map([
  ['Array', 'kindList'],
  ['Object', 'kindObject'],
  ['string', 'kindText'],
  ['boolean', 'kindTruth'],
])
