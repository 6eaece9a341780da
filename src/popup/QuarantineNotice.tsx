import { t } from '#ui/i18n.ts'
import { optionsPageUrl } from './options-page.ts'

/** Nothing is lost, but somebody has to decide about it, some time. */
export const QuarantineNotice = () => (
  <p class="note">
    {t('popup.storedDataUnreadable')}{' '}
    <a href={`${optionsPageUrl}#data`} target="_blank" rel="noreferrer">
      {t('popup.storedDataOpen')}
    </a>
  </p>
)
