import { SessionActionSchema } from '#shared/sessions/session-actions'
import { parseOrUndefined } from '#shared/util'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t } from '#ui/i18n.ts'
import { ActionToast } from './ActionToast.tsx'
import { formatActionResult } from './format-action-result.ts'

export interface ActionStatusProps {
  received: unknown
  windowId: number | undefined
  /** The id of the one that was put away. */
  dismissedId: string | undefined
  onDismiss: (id: string) => void
}

/** The id of a deed that is over: whoever is drawn from now on need not tell it. */
export function finishedActionId(received: unknown): string | undefined {
  const action = parseOrUndefined(SessionActionSchema, received)
  return action?.status === 'working' ? undefined : action?.id
}

/** What became of the last deed of this page. */
export function ActionStatus({ received, windowId, dismissedId, onDismiss }: ActionStatusProps) {
  const action = parseOrUndefined(SessionActionSchema, received)
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
    </ActionToast>
  )
}
