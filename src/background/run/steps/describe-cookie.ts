import type { VirtualProxy } from '#protocol/commands'
import type {
  CookieSources,
  PlannedCookie,
  SameSite,
  SessionCookie,
  ValueSource,
} from '#protocol/session-cookie'
import { quote } from '#protocol/text'
import { createNote, createNoteWithCause, type NoteId, type NoteMessage } from '../notes.ts'

/** What the tester is told of the cookie: each value and where it came from, and what became of the cookies in its place. */
export function describeCookie(
  { cookie, sources, unusedName }: PlannedCookie,
  virtualProxy: VirtualProxy | undefined,
  replaced: number,
): NoteMessage[] {
  return [
    ...describeValues(cookie, sources),
    unusedName !== undefined && createNote('NotTyped', quote(unusedName)),
    replaced === 1 && createNote('InPlaceOfOne'),
    replaced > 1 && createNote('InPlaceOf', replaced),
    virtualProxy !== undefined && describeMissingSettings(virtualProxy),
  ].filter(part => part !== false)
}

const describeMissingSettings = ({ settingsMissing, settingsFinding }: VirtualProxy): NoteMessage | false => {
  if (settingsFinding !== undefined) return createNoteWithCause('NoSettings', settingsFinding)
  return settingsMissing !== undefined && createNote('NoSettings', settingsMissing)
}

/** Where all came from one place, the name is enough: a step has one line for it. */
function describeValues(cookie: SessionCookie, sources: CookieSources): (NoteMessage | false)[] {
  const [only, ...others] = [...new Set(Object.values(sources))]
  if (only !== undefined && others.length === 0) return [createNote(singleSourceNotes[only], cookie.name)]
  return (['virtual proxy', 'typed', 'default'] as const).map(source =>
    describeValuesOfSource(source, cookie, sources),
  )
}

const singleSourceNotes: Record<ValueSource, NoteId> = {
  'virtual proxy': 'AllFromQmc',
  typed: 'AllTyped',
  default: 'AllByDefault',
}

const mixedSourceNotes: Record<ValueSource, NoteId> = {
  'virtual proxy': 'FromQmc',
  typed: 'Typed',
  default: 'ByDefault',
}

function describeValuesOfSource(
  source: ValueSource,
  cookie: SessionCookie,
  sources: CookieSources,
): NoteMessage | false {
  const parts = [
    { from: sources.name, value: cookie.name },
    { from: sources.domain, value: cookie.hostOnly ? 'host-only' : `domain ${cookie.domain}` },
    { from: sources.secure, value: cookie.secure ? 'Secure' : 'not Secure' },
    { from: sources.sameSite, value: sameSiteLabels[cookie.sameSite] },
  ].filter(({ from }) => from === source)
  return parts.length > 0 && createNote(mixedSourceNotes[source], parts.map(({ value }) => value).join(', '))
}

const sameSiteLabels: Record<SameSite, string> = {
  unspecified: 'no SameSite',
  no_restriction: 'SameSite None',
  lax: 'SameSite Lax',
  strict: 'SameSite Strict',
}
