import { useState } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { optionsPageUrl } from '../page-urls.ts'

/** Offers to copy the report of a finished run or to open it. */
export function RunActions({ client, id }: { client: BackgroundClient; id: string }) {
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
