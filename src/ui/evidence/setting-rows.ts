import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import type { CookieFacts, RunFacts } from '#shared/run-facts'

type CookieEvidence = NonNullable<RunFacts['cookie']>
type Source = CookieEvidence['sources']['name']

/** Each attribute of the cookie: as it was set, where that came from, and as the browser gave it back. */
export const cookieRows = ({ meant, sources, kept }: CookieEvidence): string[][] =>
  attributes.map(({ title, value, source }) => [
    title,
    value(meant),
    source === undefined ? 'always' : sourceWords[sources[source]],
    kept === undefined ? 'not there' : value(kept),
  ])

interface AttributeRow {
  title: string
  value(cookie: CookieFacts): string
  source?: keyof CookieEvidence['sources']
}

const attributes: AttributeRow[] = [
  { title: 'Name', value: ({ name }) => name, source: 'name' },
  {
    title: 'Domain',
    value: ({ domain, hostOnly }) => `${domain}${hostOnly ? ' (host-only)' : ''}`,
    source: 'domain',
  },
  { title: 'Path', value: ({ path }) => path },
  { title: 'Secure', value: ({ secure }) => yesOrNo(secure), source: 'secure' },
  { title: 'HttpOnly', value: ({ httpOnly }) => yesOrNo(httpOnly) },
  { title: 'SameSite', value: ({ sameSite }) => sameSiteWords[sameSite], source: 'sameSite' },
]

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no')

const sourceWords: Record<Source, string> = {
  'virtual proxy': 'virtual proxy (QMC)',
  typed: 'typed',
  default: 'default',
}

const sameSiteWords: Record<CookieFacts['sameSite'], string> = {
  unspecified: 'no attribute',
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
}

/** The settings as the Repository Service told them; what it did not tell is left out. */
export function virtualProxyRows(settings: VirtualProxySettings): string[][] {
  const rows: [string, string | undefined][] = [
    ['Description', settings.description],
    ['Session cookie header name', settings.cookieName],
    ['Session cookie domain', settings.cookieDomain === '' ? 'none: the host alone' : settings.cookieDomain],
    ['Cookie on https', attributesOf(settings.https)],
    ['Cookie on http', attributesOf(settings.http)],
    ['Session inactivity timeout', minutes(settings.timeoutMinutes)],
    ['Authentication module redirect URI', settings.authenticationModuleUri],
    ['Host allow list', settings.hostAllowList?.join(', ')],
    ['Linked to a proxy', yesOrNo(settings.linked)],
  ]
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value, 'QMC']]))
}

const minutes = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : `${count} min`

const attributesOf = ({ secure, sameSite }: VirtualProxySettings['https']): string =>
  [
    secure === undefined ? undefined : `Secure ${yesOrNo(secure)}`,
    sameSite === undefined ? undefined : `SameSite ${sameSite}`,
  ]
    .filter(part => part !== undefined)
    .join(', ')
