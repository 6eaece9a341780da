import * as v from 'valibot'
import type { MessageLookup } from './i18n.ts'
import { interpolate } from './with-values.ts'

const MessagesSchema = v.record(v.string(), v.object({ message: v.string() }))

/** The texts as the extension's own files have them: of the language, else English. */
export async function loadLocaleFiles(language: string): Promise<MessageLookup> {
  const english = await fetchMessages('en')
  const full = language.replace('-', '_')
  const own = await fetchMessages(full)
    .catch(() => fetchMessages(full.split('_')[0] ?? ''))
    .catch(() => english)
  return (key, values) => interpolate((own[key] ?? english[key])?.message ?? '', values)
}

async function fetchMessages(locale: string): Promise<v.InferOutput<typeof MessagesSchema>> {
  const answer = await fetch(`/_locales/${locale}/messages.json`)
  return v.parse(MessagesSchema, await answer.json())
}
