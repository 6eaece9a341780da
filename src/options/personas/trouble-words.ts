import { text } from '#ui/texts.ts'
import type { Trouble } from './persona-file.ts'

/** Why a file cannot be taken, in the tester's language. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.why) {
    case 'tooLarge':
      return text('importTooLarge', trouble.limit / 1_000_000)
    case 'tooMany':
      return text('importTooMany', trouble.count, trouble.limit)
    case 'notJson':
      return text('importNotJson', trouble.detail)
    case 'notOurs':
      return text('importNotOurs')
    case 'newer':
      return text('importNewer', trouble.version)
  }
}
