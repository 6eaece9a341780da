import { type Message, type MessageKey, message } from '#messages/message'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import type {
  CookieSources,
  PlannedCookie,
  SameSite,
  SessionCookie,
  ValueSource,
} from '#protocol/session-cookie'
import type { VirtualProxy } from '#protocol/virtual-proxy'

/**
 * Describes for the tester where each value of the cookie comes from, and how many cookies it
 * replaced.
 */
export function describeCookie(
  { cookie, sources }: Pick<PlannedCookie, 'cookie' | 'sources'>,
  virtualProxy: VirtualProxy | undefined,
  replaced: number,
): Message[] {
  return [
    ...describeValues(cookie, sources),
    replaced > 0 && message('note.inPlaceOf', { count: replaced }),
    virtualProxy !== undefined && describeMissingSettings(virtualProxy),
  ].filter(part => part !== false)
}

const describeMissingSettings = ({
  settingsMissing,
  settingsReason,
  settingsFinding,
}: VirtualProxy): Message | false => {
  const reason =
    settingsFinding === undefined ? (settingsReason ?? settingsMissing) : reasonOfFinding(settingsFinding)
  return reason !== undefined && message('note.noSettings', { reason })
}

/** Names only the cookie if all values have the same source, because a step has one line. */
function describeValues(cookie: SessionCookie, sources: CookieSources): (Message | false)[] {
  const [only, ...others] = [...new Set(Object.values(sources))]
  if (only !== undefined && others.length === 0)
    return [message(singleSourceNotes[only], { cookie: cookie.name })]
  return (['virtual proxy', 'typed', 'default'] as const).map(source =>
    describeValuesOfSource(source, cookie, sources),
  )
}

const singleSourceNotes: Record<ValueSource, MessageKey> = {
  'virtual proxy': 'note.allFromQmc',
  typed: 'note.allTyped',
  default: 'note.allByDefault',
}

const mixedSourceNotes: Record<ValueSource, MessageKey> = {
  'virtual proxy': 'note.fromQmc',
  typed: 'note.typed',
  default: 'note.byDefault',
}

function describeValuesOfSource(
  source: ValueSource,
  cookie: SessionCookie,
  sources: CookieSources,
): Message | false {
  const parts = [
    { from: sources.name, value: cookie.name },
    {
      from: sources.domain,
      value: cookie.hostOnly
        ? message('cookieValue.hostOnly')
        : message('cookieValue.domain', { domain: cookie.domain }),
    },
    { from: sources.secure, value: message(cookie.secure ? 'cookieValue.secure' : 'cookieValue.notSecure') },
    { from: sources.sameSite, value: message(sameSiteKeys[cookie.sameSite]) },
  ].filter(({ from }) => from === source)
  return parts.length > 0 && message(mixedSourceNotes[source], { values: parts.map(({ value }) => value) })
}

const sameSiteKeys: Record<SameSite, MessageKey> = {
  unspecified: 'cookieValue.noSameSite',
  no_restriction: 'cookieValue.sameSiteNone',
  lax: 'cookieValue.sameSiteLax',
  strict: 'cookieValue.sameSiteStrict',
}
