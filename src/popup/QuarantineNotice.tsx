import { t } from '#ui/i18n.ts'
import { optionsPageUrl } from './page-urls.ts'

/** Links to the page where the tester saves or discards data that could not be read. */
export const QuarantineNotice = () => (
  <p class="note">
    {t('popup.storedDataUnreadable')}{' '}
    <a href={`${optionsPageUrl}#data`} target="_blank" rel="noreferrer">
      {t('popup.storedDataOpen')}
    </a>
  </p>
)
