import type { MessageKey } from '#messages/message'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import type { ReportedCookie, RunReport } from '#shared/runs/run-report'
import { formatEnglish } from './format-english.ts'

type CookieDetails = NonNullable<RunReport['cookie']>
type ValueSource = CookieDetails['sources']['name']

/** Returns a row for each cookie attribute: the planned value, its source and the stored value. */
export const cookieRows = ({ meant: planned, sources, kept: stored }: CookieDetails): string[][] =>
  attributeRows.map(({ title, value, source }) => [
    typeof title === 'string' ? formatEnglish(title) : title.name,
    value(planned),
    formatEnglish(source === undefined ? 'report.always' : sourceKeys[sources[source]]),
    stored === undefined ? formatEnglish('report.notThere') : value(stored),
  ])

interface AttributeRow {
  /** A message, or the name of a cookie attribute, which has no translation. */
  title: MessageKey | { name: string }
  value(cookie: ReportedCookie): string
  source?: keyof CookieDetails['sources']
}

const attributeRows: AttributeRow[] = [
  { title: 'report.cookieName', value: ({ name }) => name, source: 'name' },
  {
    title: 'report.cookieDomain',
    value: ({ domain, hostOnly }) => (hostOnly ? formatEnglish('report.hostOnly', { domain }) : domain),
    source: 'domain',
  },
  { title: 'report.cookiePath', value: ({ path }) => path },
  { title: { name: 'Secure' }, value: ({ secure }) => formatYesNo(secure), source: 'secure' },
  { title: { name: 'HttpOnly' }, value: ({ httpOnly }) => formatYesNo(httpOnly) },
  {
    title: { name: 'SameSite' },
    value: ({ sameSite }) => sameSiteNames[sameSite] ?? formatEnglish('report.noSameSite'),
    source: 'sameSite',
  },
]

const formatYesNo = (value: boolean): string => formatEnglish(value ? 'report.yes' : 'report.no')

const sourceKeys: Record<ValueSource, MessageKey> = {
  'virtual proxy': 'report.sourceVirtualProxy',
  typed: 'report.sourceTyped',
  default: 'report.sourceDefault',
}

const sameSiteNames: Partial<Record<ReportedCookie['sameSite'], string>> = {
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
}

/** Returns a row for each setting that QRS returned. */
export function virtualProxyRows(settings: VirtualProxySettings): string[][] {
  const rows: [string, string | undefined][] = [
    [formatEnglish('report.settingDescription'), settings.description],
    [formatEnglish('report.settingCookieName'), settings.cookieName],
    [
      formatEnglish('report.settingCookieDomain'),
      settings.cookieDomain === '' ? formatEnglish('report.settingHostAlone') : settings.cookieDomain,
    ],
    [formatEnglish('report.settingOnHttps'), formatCookieAttributes(settings.https)],
    [formatEnglish('report.settingOnHttp'), formatCookieAttributes(settings.http)],
    [formatEnglish('report.settingTimeout'), formatMinutes(settings.timeoutMinutes)],
    [formatEnglish('report.settingAuthenticationModule'), settings.authenticationModuleUri],
    [formatEnglish('report.settingHostAllowList'), settings.hostAllowList?.join(', ')],
    [formatEnglish('report.settingLinked'), formatYesNo(settings.linked)],
  ]
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value, 'QMC']]))
}

const formatMinutes = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : formatEnglish('report.settingMinutes', { minutes: count })

const formatCookieAttributes = ({ secure, sameSite }: VirtualProxySettings['https']): string =>
  [
    secure === undefined ? undefined : formatEnglish('report.settingSecure', { value: formatYesNo(secure) }),
    sameSite === undefined ? undefined : formatEnglish('report.settingSameSite', { value: sameSite }),
  ]
    .filter(part => part !== undefined)
    .join(', ')
