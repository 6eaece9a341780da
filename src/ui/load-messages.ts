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

const MessagesSchema = v.record(v.string(), v.string())
/** The name of the file has a hash of its content, so it also identifies the version. */
const CacheSchema = v.object({ file: v.string(), messages: MessagesSchema })

/**
 * Loads the catalogue of a language such as `de` or `de-AT`, or the English one, and keeps it in
 * `cache`: a request takes as long as the scripts and the first frame together.
 */
export async function loadMessages(wanted: string, cache: Cache): Promise<Loaded> {
  const language = [wanted.split(/[-_]/)[0] ?? '', 'en'].find(name => fileOf(name) !== undefined) ?? 'en'
  const file = fileOf(language) ?? ''
  return { language, messages: readCache(cache, file) ?? (await fetchMessages(file, cache)) }
}

type Cache = Pick<Storage, 'getItem' | 'setItem'>

function readCache(cache: Cache, file: string): Loaded['messages'] | undefined {
  try {
    const cached = v.parse(CacheSchema, JSON.parse(cache.getItem(cacheKey) ?? 'null'))
    return cached.file === file ? cached.messages : undefined
  } catch {
    return undefined
  }
}

async function fetchMessages(file: string, cache: Cache): Promise<Loaded['messages']> {
  const answer = await fetch(file)
  const messages = v.parse(MessagesSchema, await answer.json())
  try {
    cache.setItem(cacheKey, JSON.stringify({ file, messages }))
  } catch {
    // A full or blocked storage only costs the time of the next request.
  }
  return messages
}

const cacheKey = 'messages'

const fileOf = (language: string): string | undefined => files[`../messages/${language}.json`]
