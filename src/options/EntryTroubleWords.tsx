import type { EntryTrouble } from '#shared/entry-trouble'
import { text } from '#ui/texts.ts'

/** What is wrong with something that people wrote down, and where. */
export const EntryTroubleWords = ({ trouble: { where, why, values } }: { trouble: EntryTrouble }) => (
  <>
    {where !== '' && (
      <>
        <code>{where}</code>:{' '}
      </>
    )}
    {text(`entry${capital(why)}`, ...values)}
  </>
)

/** The texts are found by what is wrong. */
const capital = <Why extends string>(why: Why) =>
  (why.charAt(0).toUpperCase() + why.slice(1)) as Capitalize<Why>
