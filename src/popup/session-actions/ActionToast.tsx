import type { ComponentChildren } from 'preact'
import { CloseIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'

export interface ActionToastProps {
  name?: string
  status: string
  onDismiss: () => void
  children: ComponentChildren
}

/** Overlays the end of the popup until it is dismissed. */
export const ActionToast = ({ name, status, onDismiss, children }: ActionToastProps) => (
  <div class="action-toast" data-action={name} data-status={status}>
    {children}
    <button type="button" class="small" aria-label={t('popup.dismiss')} onClick={onDismiss}>
      <CloseIcon />
    </button>
  </div>
)
