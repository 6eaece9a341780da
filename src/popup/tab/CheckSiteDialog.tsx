import { useEffect, useId, useRef } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'
import { Dialog } from '#ui/components/Dialog.tsx'
import { t } from '#ui/i18n.ts'
import { SiteActionStatus } from '#ui/sites/SiteActionStatus.tsx'
import type { Model } from '../state/model.ts'

export interface CheckSiteDialogProps {
  site: string
  model: Pick<Model, 'siteAction' | 'sites'>
  client: Pick<BackgroundClient, 'send'>
  onClose: () => void
}

/** Checks a site when it opens, and shows the answer in the words of the other pages. */
export function CheckSiteDialog({ site, model, client, onClose }: CheckSiteDialogProps) {
  const id = useId()
  const { siteAction: action, sites } = model
  // The answer to an earlier action of another page does not count.
  const previous = useRef(action)
  const isWorking = action?.status === 'working'
  const isOtherRunning = isWorking && (action.name !== 'check' || action.site !== site)
  useEffect(() => {
    if (!isOtherRunning) client.send({ intent: 'checkSite', site })
  }, [client, site, isOtherRunning])
  const close = () => {
    if (isWorking && !isOtherRunning) client.send({ intent: 'cancelSiteAction' })
    onClose()
  }
  const isCancelled = action !== previous.current && action?.finding?.code === 'CANCELLED'
  useEffect(() => {
    if (isCancelled) onClose()
  }, [isCancelled])
  return (
    <Dialog labelledBy={id} class="check-site" onClose={close}>
      <h2 id={id} dir="auto">
        {t('sites.check')}: <bdi>{site}</bdi>
      </h2>
      <div class="check-result">
        {action !== undefined && (isWorking || action !== previous.current) ? (
          <SiteActionStatus action={action} hub={sites.find(one => one.id === site)?.hub} client={client} />
        ) : (
          <p role="status">{t('sites.checking', { site })}</p>
        )}
      </div>
      <div class="buttons">
        <button type="button" onClick={close}>
          {t('popup.sessionsClose')}
        </button>
      </div>
    </Dialog>
  )
}
