import type { VirtualProxy } from '#protocol/commands'
import { quote } from '#protocol/quote'
import type {
  CookieSources,
  PlannedCookie,
  SameSite,
  SessionCookie,
  ValueSource,
} from '#protocol/session-cookie'
import { type KnownPhrase, type PhraseId, phrase, phraseWith } from '../phrases.ts'

/** What the tester is told of the cookie: each value and where it came from, and what became of the cookies in its place. */
export function cookieNote(
  { cookie, sources, unusedName }: PlannedCookie,
  virtualProxy: VirtualProxy | undefined,
  replaced: number,
): KnownPhrase[] {
  return [
    ...valuesAndSources(cookie, sources),
    unusedName !== undefined && phrase('NotTyped', quote(unusedName)),
    replaced === 1 && phrase('InPlaceOfOne'),
    replaced > 1 && phrase('InPlaceOf', replaced),
    virtualProxy !== undefined && noSettings(virtualProxy),
  ].filter(part => part !== false)
}

const noSettings = ({ settingsMissing, settingsFinding }: VirtualProxy): KnownPhrase | false => {
  if (settingsFinding !== undefined) return phraseWith('NoSettings', settingsFinding)
  return settingsMissing !== undefined && phrase('NoSettings', settingsMissing)
}

/** Where all came from one place, the name is enough: a step has one line for it. */
function valuesAndSources(cookie: SessionCookie, sources: CookieSources): (KnownPhrase | false)[] {
  const [only, ...others] = [...new Set(Object.values(sources))]
  if (only !== undefined && others.length === 0) return [phrase(all[only], cookie.name)]
  return (['virtual proxy', 'typed', 'default'] as const).map(source => valuesFrom(source, cookie, sources))
}

const all: Record<ValueSource, PhraseId> = {
  'virtual proxy': 'AllFromQmc',
  typed: 'AllTyped',
  default: 'AllByDefault',
}

const some: Record<ValueSource, PhraseId> = {
  'virtual proxy': 'FromQmc',
  typed: 'Typed',
  default: 'ByDefault',
}

function valuesFrom(source: ValueSource, cookie: SessionCookie, sources: CookieSources): KnownPhrase | false {
  const said = [
    { from: sources.name, value: cookie.name },
    { from: sources.domain, value: cookie.hostOnly ? 'host-only' : `domain ${cookie.domain}` },
    { from: sources.secure, value: cookie.secure ? 'Secure' : 'not Secure' },
    { from: sources.sameSite, value: sameSiteInWords[cookie.sameSite] },
  ].filter(({ from }) => from === source)
  return said.length > 0 && phrase(some[source], said.map(({ value }) => value).join(', '))
}

const sameSiteInWords: Record<SameSite, string> = {
  unspecified: 'no SameSite',
  no_restriction: 'SameSite None',
  lax: 'SameSite Lax',
  strict: 'SameSite Strict',
}
