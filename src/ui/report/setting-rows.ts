import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import type { ReportedCookie, RunReport } from '#shared/runs/run-report'

type CookieDetails = NonNullable<RunReport['cookie']>
type ValueSource = CookieDetails['sources']['name']

/** Each attribute of the cookie: as it was set, where that came from, and as the browser gave it back. */
export const cookieRows = ({ meant, sources, kept }: CookieDetails): string[][] =>
  attributeRows.map(({ title, value, source }) => [
    title,
    value(meant),
    source === undefined ? 'always' : sourceLabels[sources[source]],
    kept === undefined ? 'not there' : value(kept),
  ])

interface AttributeRow {
  title: string
  value(cookie: ReportedCookie): string
  source?: keyof CookieDetails['sources']
}

const attributeRows: AttributeRow[] = [
  { title: 'Name', value: ({ name }) => name, source: 'name' },
  {
    title: 'Domain',
    value: ({ domain, hostOnly }) => `${domain}${hostOnly ? ' (host-only)' : ''}`,
    source: 'domain',
  },
  { title: 'Path', value: ({ path }) => path },
  { title: 'Secure', value: ({ secure }) => formatYesNo(secure), source: 'secure' },
  { title: 'HttpOnly', value: ({ httpOnly }) => formatYesNo(httpOnly) },
  { title: 'SameSite', value: ({ sameSite }) => sameSiteLabels[sameSite], source: 'sameSite' },
]

const formatYesNo = (value: boolean): string => (value ? 'yes' : 'no')

const sourceLabels: Record<ValueSource, string> = {
  'virtual proxy': 'virtual proxy (QMC)',
  typed: 'typed',
  default: 'default',
}

const sameSiteLabels: Record<ReportedCookie['sameSite'], string> = {
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
    ['Cookie on https', formatCookieAttributes(settings.https)],
    ['Cookie on http', formatCookieAttributes(settings.http)],
    ['Session inactivity timeout', formatMinutes(settings.timeoutMinutes)],
    ['Authentication module redirect URI', settings.authenticationModuleUri],
    ['Host allow list', settings.hostAllowList?.join(', ')],
    ['Linked to a proxy', formatYesNo(settings.linked)],
  ]
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value, 'QMC']]))
}

const formatMinutes = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : `${count} min`

const formatCookieAttributes = ({ secure, sameSite }: VirtualProxySettings['https']): string =>
  [
    secure === undefined ? undefined : `Secure ${formatYesNo(secure)}`,
    sameSite === undefined ? undefined : `SameSite ${sameSite}`,
  ]
    .filter(part => part !== undefined)
    .join(', ')
