import { t } from '#ui/i18n.ts'
import type { FileError } from './persona-file.ts'

/** Why a file cannot be taken, in the tester's language. */
export function formatFileError(error: FileError): string {
  switch (error.reason) {
    case 'tooLarge':
      return t('importTooLarge', error.limit / 1_000_000)
    case 'tooMany':
      return t('importTooMany', error.count, error.limit)
    case 'notJson':
      return t('importNotJson', error.detail)
    case 'notOurs':
      return t('importNotOurs')
    case 'newer':
      return t('importNewer', error.version)
  }
}
