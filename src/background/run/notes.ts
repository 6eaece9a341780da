import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { errorMessage } from '#protocol/message-of'
import type { Message } from '#shared/phrase'

/** What the background says of a run, in English, as reports have it. */
const english = {
  Version: version => `version ${version}`,
  /** Until: a moment in ISO 8601, of which English tells the day. */
  Issued: (issuer, until) => `issued by ${issuer}, until ${until.slice(0, 10)}`,
  HadSession: () => 'the user already had a session here',
  NotLinked: () => 'in the QMC this virtual proxy is linked to no proxy',
  Permission: origin => `waiting for your permission to use ${origin}`,
  AllFromQmc: cookie => `${cookie} (all as in the QMC)`,
  AllTyped: cookie => `${cookie} (all as typed)`,
  AllByDefault: cookie => `${cookie} (all by default)`,
  FromQmc: values => `${values} as in the QMC`,
  Typed: values => `${values} as typed`,
  ByDefault: values => `${values} by default`,
  NotTyped: name => `not the typed ${name}`,
  InPlaceOfOne: () => 'in place of one of that name',
  InPlaceOf: count => `in place of ${count} of that name`,
  NoSettings: reason => `no settings: ${reason}`,
  NotRemembered: () => 'Hubpass has no room left to remember this session as its own',
  CookiesChanged: reason => `The cookies are not as before: ${reason}.`,
  SessionRemains: reason => `The session may still exist: ${reason}.`,
} satisfies Record<string, (...values: string[]) => string>

export type NoteId = keyof typeof english

export interface NoteMessage extends Message {
  id: NoteId
}

export const createNote = (id: NoteId, ...values: (string | number)[]): NoteMessage => ({
  id,
  values: values.map(String),
})

/** With the finding as its last value. */
export const createNoteWithCause = (id: NoteId, because: Finding): NoteMessage => ({
  id,
  values: [],
  because,
})

/** With what was thrown as its last value. */
export const createNoteFromError = (id: NoteId, thrown: unknown): NoteMessage =>
  thrown instanceof HubpassError
    ? createNoteWithCause(id, thrown.finding)
    : createNote(id, trimPeriod(errorMessage(thrown)))

export const formatInEnglish = ({ id, values, because }: NoteMessage): string =>
  // Each takes as many texts as it needs, which the compiler does not follow through the table.
  (english[id] as (...values: string[]) => string)(
    ...values,
    ...(because === undefined ? [] : [trimPeriod(because.message)]),
  )

const trimPeriod = (sentence: string): string => sentence.replace(/\.$/, '')

export const noteIds = Object.keys(english)
