import { t } from '#ui/i18n.ts'
import type { FileError } from './persona-file.ts'

/** Explains why a file cannot be imported. */
export function formatFileError(error: FileError): string {
  switch (error.reason) {
    case 'tooLarge':
      return t('options.importTooLarge', { millions: error.limit / 1_000_000 })
    case 'tooMany':
      return t('options.importTooMany', { personas: error.count, limit: error.limit })
    case 'notUtf8':
      return t('options.importNotUtf8')
    case 'notJson':
      return t('options.importNotJson', { detail: error.detail })
    case 'notOurs':
      return t('options.importNotPersonas')
    case 'newer':
      return t('options.importNewer', { version: error.version })
  }
}
