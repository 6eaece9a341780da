import { useEffect, useId, useRef } from 'preact/hooks'
import * as v from 'valibot'
import type { Cause } from '#shared/runs/cause'
import { type ExplainedTab, TabExplanationSchema } from '#shared/sessions/tab-explanation'
import type { BackgroundClient } from '#ui/background-client.ts'
import { Causes } from '#ui/components/Causes.tsx'
import { Dialog } from '#ui/components/Dialog.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t, tRich } from '#ui/i18n.ts'
import type { Model } from '../state/model.ts'
import type { Popup } from '../state/use-popup.ts'
import { toUserToSignIn } from './user-to-sign-in.ts'

export interface ExplainTabDialogProps {
  model: Pick<Model, 'tabExplanation' | 'form'>
  windowId: number
  client: Pick<BackgroundClient, 'send'>
  onSignIn: Popup['signInAs']
  onClose: () => void
}

/** Says who the tab shows, and why nobody is signed in or what is unusual. */
export function ExplainTabDialog({ model, windowId, client, onSignIn, onClose }: ExplainTabDialogProps) {
  const id = useId()
  const parsed = v.safeParse(TabExplanationSchema, model.tabExplanation)
  const shown =
    parsed.success && parsed.output.status !== 'closed' && parsed.output.windowId === windowId
      ? parsed.output
      : undefined
  useExplanation(client, windowId, shown === undefined)
  const isWorking = shown === undefined || shown.status === 'working'
  const applyFix = (explained: ExplainedTab, { action }: Cause) => {
    onClose()
    onSignIn(toUserToSignIn(explained, model.form, action), false)
  }
  return (
    <Dialog labelledBy={id} class="explain" onClose={onClose}>
      {shown?.status === 'ready' ? (
        <>
          <h2 id={id} dir="auto">
            {formatWho(shown)}
          </h2>
          <Explanation explained={shown} onApplyFix={cause => applyFix(shown, cause)} />
        </>
      ) : (
        <h2 id={id} aria-live="polite">
          {t(isWorking ? 'tab.asking' : 'tab.notHub')}
        </h2>
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {t(isWorking ? 'button.cancel' : 'popup.sessionsClose')}
        </button>
      </div>
    </Dialog>
  )
}

/** Asks when the dialog opens and when a new worker has lost the answer, until the dialog closes. */
function useExplanation(client: Pick<BackgroundClient, 'send'>, windowId: number, isMissing: boolean): void {
  const isAsked = useRef(false)
  useEffect(() => {
    if (isMissing || !isAsked.current) client.send({ intent: 'explainTab', windowId })
    isAsked.current = true
  }, [client, windowId, isMissing])
  useEffect(() => () => client.send({ intent: 'stopExplaining' }), [client])
}

interface ExplanationProps {
  explained: ExplainedTab
  onApplyFix: (cause: Cause) => void
}

function Explanation({ explained: { who, user = '', finding, causes }, onApplyFix }: ExplanationProps) {
  if (causes.length > 0)
    return (
      <Causes
        causes={causes}
        {...(who === 'user' ? { heading: t('tab.unusual') } : {})}
        user={user}
        scrolls
        onApplyFix={onApplyFix}
      />
    )
  if (finding !== undefined) return <FindingAlert finding={finding} />
  if (who === 'noPermission') return <p>{t('popup.actionNotAllowedRemedy')}</p>
  return <p>{t(who === 'user' ? 'tab.nothingUnusual' : 'tab.noCause')}</p>
}

function formatWho({ who, user, prefix }: ExplainedTab) {
  const proxy = <bdi>{formatVirtualProxy(prefix)}</bdi>
  if (user !== undefined) return tRich('outcome.passedOn', { user: <bdi>{user}</bdi>, place: proxy })
  return tRich(titles[who], { proxy })
}

const titles = {
  user: 'popup.whoUnknown',
  nobody: 'tab.nobody',
  anonymous: 'tab.nobody',
  unreachable: 'popup.whoUnreachable',
  noPermission: 'popup.whoNoPermission',
} as const
