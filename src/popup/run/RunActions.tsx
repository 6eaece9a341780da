import { useState } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { optionsPageUrl } from '../page-urls.ts'
import type { Model } from '../state/model.ts'

export interface RunActionsProps {
  model: Pick<Model, 'run' | 'pageContext' | 'companion'>
  client: BackgroundClient
  id: string
}

/** Offers to copy the report of a finished run, to open it, or to check the life of such a session. */
export function RunActions({ model, client, id }: RunActionsProps) {
  const [labelKey, setLabelKey] = useState<'popup.copyReport' | 'common.copied' | 'popup.notCopied'>(
    'popup.copyReport',
  )
  const copy = () =>
    import('./copy-report.ts')
      .then(module => module.copyReport(client, id))
      .then(
        () => setLabelKey('common.copied'),
        () => setLabelKey('popup.notCopied'),
      )
  return (
    <>
      <button type="button" class="quiet" onClick={copy}>
        {t(labelKey)}
      </button>
      <XrayButton model={model} client={client} />
      <a
        class="quiet"
        href={`${optionsPageUrl}#run=${encodeURIComponent(id)}`}
        target="_blank"
        rel="noreferrer"
      >
        {t('popup.runsOpen')}
      </a>
    </>
  )
}

/** Offers the session checks for the user of the run, on a site that the companion knows. */
function XrayButton({
  model: { run, companion, pageContext },
  client,
}: Pick<RunActionsProps, 'model' | 'client'>) {
  const { windowId } = pageContext
  const isKnown = companion.status === 'ready' && companion.sites.some(({ id }) => id === run?.site)
  if (run === undefined || windowId === undefined || !isKnown) return null
  const { site, prefix, user } = run
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => client.send({ intent: 'startXray', windowId, site, prefix, user })}
    >
      {t('xray.button')}
    </button>
  )
}
