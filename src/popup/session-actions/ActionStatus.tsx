import type { SessionAction } from '#shared/sessions/session-actions'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t } from '#ui/i18n.ts'
import { ActionToast } from './ActionToast.tsx'
import { formatActionResult } from './format-action-result.ts'

export interface ActionStatusProps {
  action: SessionAction | undefined
  windowId: number | undefined
  /** The id of the action whose message the tester has dismissed. */
  dismissedId: string | undefined
  onDismiss: (id: string) => void
}

/**
 * Returns the id of an action that has ended, which a part that opens later need not report again.
 */
export const finishedActionId = (action: SessionAction | undefined): string | undefined =>
  action?.status === 'working' ? undefined : action?.id

/** Shows the result of the last action of this page. */
export function ActionStatus({ action, windowId, dismissedId, onDismiss }: ActionStatusProps) {
  if (action === undefined || action.windowId !== windowId || action.id === dismissedId) return null
  const finding =
    action.status === 'failed' ? action.finding : action.status === 'done' ? action.partialFailure : undefined
  return (
    <ActionToast name={action.name} status={action.status} onDismiss={() => onDismiss(action.id)}>
      <p role="status" dir="auto">
        {action.status === 'done' && formatActionResult(action)}
        {action.status === 'working' && t('popup.actionWorking')}
        {action.status === 'failed' && t('popup.actionFailed')}
      </p>
      {finding && <FindingAlert finding={finding} />}
      {action.status === 'done' &&
        action.warnings?.map(warning => <FindingAlert key={warning.code} finding={warning} />)}
    </ActionToast>
  )
}
