import * as v from 'valibot'

/**
 * What the background says of a run, by name: it writes English, as reports have it, and pages say the same in their language
 * (`note…` of `_locales`).
 */
const english = {
  Version: version => `version ${version}`,
  /** Until: a moment in ISO 8601, of which English tells the day. */
  Issued: (issuer, until) => `issued by ${issuer}, valid until ${until.slice(0, 10)}`,
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

export type PhraseId = keyof typeof english

/** Of any version: a page that does not know one shows the English of all. */
export const PhraseSchema = v.object({ id: v.string(), values: v.array(v.string()) })
export type Phrase = v.InferOutput<typeof PhraseSchema>

export interface KnownPhrase extends Phrase {
  id: PhraseId
}

export const phrase = (id: PhraseId, ...values: (string | number)[]): KnownPhrase => ({
  id,
  values: values.map(String),
})

export const inEnglish = ({ id, values }: KnownPhrase): string =>
  (english[id] as (...values: string[]) => string)(...values)

export const phraseIds = Object.keys(english)
