import type { MessageKey } from '#messages/message'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import type { ReportedCookie, RunReport } from '#shared/runs/run-report'
import { say } from './say.ts'

type CookieDetails = NonNullable<RunReport['cookie']>
type ValueSource = CookieDetails['sources']['name']

/** Returns a row for each cookie attribute: the planned value, its source and the stored value. */
export const cookieRows = ({ meant: planned, sources, kept: stored }: CookieDetails): string[][] =>
  attributeRows.map(({ title, value, source }) => [
    typeof title === 'string' ? say(title) : title.name,
    value(planned),
    say(source === undefined ? 'report.always' : sourceKeys[sources[source]]),
    stored === undefined ? say('report.notThere') : value(stored),
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
    value: ({ domain, hostOnly }) => (hostOnly ? say('report.hostOnly', { domain }) : domain),
    source: 'domain',
  },
  { title: 'report.cookiePath', value: ({ path }) => path },
  { title: { name: 'Secure' }, value: ({ secure }) => formatYesNo(secure), source: 'secure' },
  { title: { name: 'HttpOnly' }, value: ({ httpOnly }) => formatYesNo(httpOnly) },
  {
    title: { name: 'SameSite' },
    value: ({ sameSite }) => sameSiteNames[sameSite] ?? say('report.noSameSite'),
    source: 'sameSite',
  },
]

const formatYesNo = (value: boolean): string => say(value ? 'report.yes' : 'report.no')

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
    [say('report.settingDescription'), settings.description],
    [say('report.settingCookieName'), settings.cookieName],
    [
      say('report.settingCookieDomain'),
      settings.cookieDomain === '' ? say('report.settingHostAlone') : settings.cookieDomain,
    ],
    [say('report.settingOnHttps'), formatCookieAttributes(settings.https)],
    [say('report.settingOnHttp'), formatCookieAttributes(settings.http)],
    [say('report.settingTimeout'), formatMinutes(settings.timeoutMinutes)],
    [say('report.settingAuthenticationModule'), settings.authenticationModuleUri],
    [say('report.settingHostAllowList'), settings.hostAllowList?.join(', ')],
    [say('report.settingLinked'), formatYesNo(settings.linked)],
  ]
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value, 'QMC']]))
}

const formatMinutes = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : say('report.settingMinutes', { minutes: count })

const formatCookieAttributes = ({ secure, sameSite }: VirtualProxySettings['https']): string =>
  [
    secure === undefined ? undefined : say('report.settingSecure', { value: formatYesNo(secure) }),
    sameSite === undefined ? undefined : say('report.settingSameSite', { value: sameSite }),
  ]
    .filter(part => part !== undefined)
    .join(', ')
