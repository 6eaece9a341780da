import * as v from 'valibot'
import type { Lookup } from './texts.ts'
import { withValues } from './with-values.ts'

const MessagesSchema = v.record(v.string(), v.object({ message: v.string() }))

/** The texts as the extension's own files have them: of the language, else English. */
export async function textsOfFiles(language: string): Promise<Lookup> {
  const english = await messagesOf('en')
  const full = language.replace('-', '_')
  const own = await messagesOf(full)
    .catch(() => messagesOf(full.split('_')[0] ?? ''))
    .catch(() => english)
  return (key, values) => withValues((own[key] ?? english[key])?.message ?? '', values)
}

async function messagesOf(locale: string): Promise<v.InferOutput<typeof MessagesSchema>> {
  const answer = await fetch(`/_locales/${locale}/messages.json`)
  return v.parse(MessagesSchema, await answer.json())
}
