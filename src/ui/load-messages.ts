import * as v from 'valibot'

/** The URLs of the catalogues. A page loads one of them. */
const files = import.meta.glob<string>(['../messages/*.json', '!../messages/tsconfig.json'], {
  query: '?url',
  import: 'default',
  eager: true,
})

interface Loaded {
  language: string
  messages: Record<string, string>
}

/** Loads the catalogue of a language such as `de` or `de-AT`, or the English one. */
export async function loadMessages(wanted: string): Promise<Loaded> {
  const language = [wanted.split(/[-_]/)[0] ?? '', 'en'].find(name => fileOf(name) !== undefined) ?? 'en'
  const answer = await fetch(fileOf(language) ?? '')
  return { language, messages: v.parse(v.record(v.string(), v.string()), await answer.json()) }
}

const fileOf = (language: string): string | undefined => files[`../messages/${language}.json`]
