import type { Run } from '#shared/runs/run'
import type { SiteProxies } from '#shared/virtual-proxies'
import { t } from '#ui/i18n.ts'

export interface RunRemediesProps {
  run: Run
  /** The virtual proxies of its site. */
  proxies: SiteProxies | undefined
  onUsePrefix: (prefix: string) => void
}

/** Offers what Hubpass can do about a failure at once. */
export function RunRemedies({ run, proxies, onUsePrefix }: RunRemediesProps) {
  if (run.finding?.code === 'PRIVATE_WINDOWS_FORBIDDEN')
    // Firefox lets no extension open its settings.
    return location.protocol === 'moz-extension:' ? null : (
      <button type="button" onClick={openExtensionDetails}>
        {t('popup.openExtensionSettings')}
      </button>
    )
  return (
    <>
      {listOtherPrefixes(run, proxies).map(prefix => (
        <button key={prefix} type="button" dir="auto" onClick={() => onUsePrefix(prefix)}>
          {prefix === '' ? t('fix.signInWithoutPrefix') : t('fix.signInOn', { prefix })}
        </button>
      ))}
    </>
  )
}

const openExtensionDetails = () =>
  import('../browser-pages-client.ts').then(module => module.openBrowserPage('details'))

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
