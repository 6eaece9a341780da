import * as v from 'valibot'
import type { Lookup } from './texts.ts'

const MessagesSchema = v.record(v.string(), v.object({ message: v.string() }))

/** The texts as the extension's own files have them: of the language, else English. */
export async function textsOfFiles(language: string): Promise<Lookup> {
  const english = await messagesOf('en')
  const full = language.replace('-', '_')
  const own = await messagesOf(full)
    .catch(() => messagesOf(full.split('_')[0] ?? ''))
    .catch(() => english)
  return (key, values) => {
    const message = (own[key] ?? english[key])?.message ?? ''
    return message.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '')
  }
}

async function messagesOf(locale: string): Promise<v.InferOutput<typeof MessagesSchema>> {
  const answer = await fetch(`/_locales/${locale}/messages.json`)
  return v.parse(MessagesSchema, await answer.json())
}
