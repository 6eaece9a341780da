import { useState } from 'preact/hooks'
import { findingGroups } from '#protocol/findings/index'
import type { Run } from '#shared/runs/run'
import type { SiteProxies } from '#shared/virtual-proxies'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { Model } from '../state/model.ts'

export interface RunRemediesProps {
  run: Run
  model: Pick<Model, 'virtualProxies' | 'companion' | 'siteAction' | 'sites'>
  client: Pick<BackgroundClient, 'send'>
  onUsePrefix: (prefix: string) => void
}

const CheckSiteDialog = lazy(() =>
  import('../tab/CheckSiteDialog.tsx').then(module => module.CheckSiteDialog),
)

/** Offers what Hubpass can do about a failure at once. */
export function RunRemedies({ run, model, client, onUsePrefix }: RunRemediesProps) {
  const [isChecking, setChecking] = useState(false)
  if (run.finding?.code === 'PRIVATE_WINDOWS_FORBIDDEN')
    // Firefox lets no extension open its settings.
    return location.protocol === 'moz-extension:' ? null : (
      <button type="button" onClick={openExtensionDetails}>
        {t('popup.openExtensionSettings')}
      </button>
    )
  return (
    <>
      {isAboutSite(run, model) && (
        <button type="button" onClick={() => setChecking(true)}>
          {t('sites.check')}
        </button>
      )}
      {isChecking && (
        <CheckSiteDialog site={run.site} model={model} client={client} onClose={() => setChecking(false)} />
      )}
      {listOtherPrefixes(run, model.virtualProxies[run.site]).map(prefix => (
        <button key={prefix} type="button" dir="auto" onClick={() => onUsePrefix(prefix)}>
          {prefix === '' ? t('fix.signInWithoutPrefix') : t('fix.signInOn', { prefix })}
        </button>
      ))}
    </>
  )
}

const openExtensionDetails = () =>
  import('../browser-pages-client.ts').then(module => module.openBrowserPage('details'))

/** Returns whether the check of the site can say more: about its credential, and about who answers where. */
const isAboutSite = ({ finding, site }: Run, { companion }: RunRemediesProps['model']): boolean =>
  companion.status === 'ready' &&
  companion.sites.some(({ id }) => id === site) &&
  finding !== undefined &&
  [findingGroups.credential, findingGroups.network, unexpectedAnswers].some(codes =>
    Object.hasOwn(codes, finding.code),
  )

const unexpectedAnswers = { UNEXPECTED_RESPONSE: true, HUB_UNREACHABLE: true }

/** Returns a few prefixes to use in place of an unknown one, without those that a cause offers. */
function listOtherPrefixes(
  { finding, prefix, causes = [] }: Run,
  proxies: SiteProxies | undefined,
): string[] {
  if (finding?.code !== 'VIRTUAL_PROXY_UNKNOWN') return []
  const offered = causes.map(({ action }) =>
    action?.kind === 'signInAgain' ? action.change?.prefix : undefined,
  )
  const known =
    proxies?.status === 'ready' ? proxies.proxies.filter(({ linked }) => linked) : [{ prefix: '' }]
  return known
    .map(({ prefix }) => prefix)
    .filter(other => other !== prefix && !offered.includes(other))
    .toSorted((one, other) => Number(one === '') - Number(other === ''))
    .slice(-maxPrefixes)
}

/** More would not fit beside each other. The field lists all of them. */
const maxPrefixes = 3
