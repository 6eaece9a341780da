import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadMessages } from '#ui/load-messages.ts'

/** Only the texts of the test, so that a text shows where it came from. */
const served = { 'popup.signIn': 'served' }
const request = vi.fn(async (_file: string) => ({ json: async (): Promise<unknown> => served }))

beforeEach(() => void vi.stubGlobal('fetch', request.mockClear()))
afterEach(() => void vi.unstubAllGlobals())

const createCache = (content?: string) => {
  const entries = new Map(content === undefined ? [] : [['messages', content]])
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  }
}

it('loadMessages requests a catalogue once and then reads it from the cache', async () => {
  const cache = createCache()
  const loaded = await loadMessages('de-AT', cache)
  expect(loaded).toEqual({ language: 'de', messages: served })
  expect(await loadMessages('de', cache)).toEqual(loaded)
  expect(request).toHaveBeenCalledTimes(1)
})

it('loadMessages requests the catalogue of another language', async () => {
  const cache = createCache()
  await loadMessages('de', cache)
  expect(await loadMessages('fr', cache)).toMatchObject({ language: 'fr' })
  expect(request).toHaveBeenCalledTimes(2)
})

it.each([
  ['{ "file": '],
  ['null'],
  ['[]'],
  [JSON.stringify({ file: 'en-of-another-version.json', messages: { 'popup.signIn': 'old' } })],
  [JSON.stringify({ file: '/src/messages/en.json', messages: { 'popup.signIn': 7 } })],
])('loadMessages requests the catalogue again when the cache holds %s', async content => {
  const cache = createCache(content)
  expect((await loadMessages('en', cache)).messages).toEqual(served)
  expect(cache.getItem('messages')).toContain('served')
})

it('loadMessages returns the catalogue when the cache is full or blocked', async () => {
  const fail = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  expect((await loadMessages('en', { getItem: fail, setItem: fail })).messages).toEqual(served)
})

it('loadMessages rejects a catalogue that is not a table of texts', async () => {
  request.mockResolvedValueOnce({ json: async () => ({ 'popup.signIn': {} }) })
  const cache = createCache()
  await expect(loadMessages('en', cache)).rejects.toThrow()
  expect(cache.getItem('messages')).toBeNull()
})
