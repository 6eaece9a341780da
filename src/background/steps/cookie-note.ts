import type { VirtualProxy } from '#protocol/commands'
import { quote } from '#protocol/quote'
import type {
  CookieSources,
  PlannedCookie,
  SameSite,
  SessionCookie,
  ValueSource,
} from '#protocol/session-cookie'

/** What the tester is told of the cookie: each value and where it came from, and what became of the cookies in its place. */
export function cookieNote(
  { cookie, sources, unusedName }: PlannedCookie,
  virtualProxy: VirtualProxy | undefined,
  replaced: number,
): string {
  return [
    ...valuesAndSources(cookie, sources),
    unusedName !== undefined && `not the typed ${quote(unusedName)}`,
    replaced > 0 && `in place of ${replaced === 1 ? 'one' : replaced} of that name`,
    virtualProxy?.settingsMissing !== undefined && `no settings: ${virtualProxy.settingsMissing}`,
  ]
    .filter(part => part !== false)
    .join('; ')
}

/** Where all came from one place, the name is enough: a step has one line for it. */
function valuesAndSources(cookie: SessionCookie, sources: CookieSources): (string | false)[] {
  const [only, ...others] = [...new Set(Object.values(sources))]
  if (only !== undefined && others.length === 0) return [`${cookie.name} (all ${sourceInWords[only]})`]
  return (['virtual proxy', 'typed', 'default'] as const).map(source => valuesFrom(source, cookie, sources))
}

const sourceInWords: Record<ValueSource, string> = {
  'virtual proxy': 'as in the QMC',
  typed: 'as typed',
  default: 'by default',
}

function valuesFrom(source: ValueSource, cookie: SessionCookie, sources: CookieSources): string | false {
  const said = [
    { from: sources.name, value: cookie.name },
    { from: sources.domain, value: cookie.hostOnly ? 'host-only' : `domain ${cookie.domain}` },
    { from: sources.secure, value: cookie.secure ? 'Secure' : 'not Secure' },
    { from: sources.sameSite, value: sameSiteInWords[cookie.sameSite] },
  ].filter(({ from }) => from === source)
  return said.length > 0 && `${said.map(({ value }) => value).join(', ')} ${sourceInWords[source]}`
}

const sameSiteInWords: Record<SameSite, string> = {
  unspecified: 'no SameSite',
  no_restriction: 'SameSite None',
  lax: 'SameSite Lax',
  strict: 'SameSite Strict',
}
