import { getHost } from '#protocol/site'
import { t } from '#ui/i18n.ts'
import { ActionToast } from '../session-actions/ActionToast.tsx'

/** Says that nothing was done without the permission, and how to grant it. */
export const PermissionDenied = ({ hub, onDismiss }: { hub: string; onDismiss: () => void }) => (
  <ActionToast status="refused" onDismiss={onDismiss}>
    <div role="alert">
      <p dir="auto">{t('popup.actionNotAllowed', { host: getHost(hub) })}</p>
      <p class="remedy">{t('popup.actionNotAllowedRemedy')}</p>
    </div>
  </ActionToast>
)
