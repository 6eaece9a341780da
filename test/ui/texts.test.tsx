import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { textAround } from '../../src/ui/texts.ts'
import { root } from '../tools/setup/root.mjs'

const folder = join(root, 'src/public/_locales')
const placesIn = (message: string) => [...new Set(message.match(/\$\d/g))].sort()

function messagesOf(locale: string): Record<string, { message: string }> {
  return JSON.parse(readFileSync(join(folder, locale, 'messages.json'), 'utf8'))
}

it.each(readdirSync(folder))('has every text in %s, with the same values in it', locale => {
  const english = messagesOf('en')
  const theirs = messagesOf(locale)
  expect(Object.keys(theirs).sort()).toEqual(Object.keys(english).sort())
  for (const [key, { message }] of Object.entries(theirs)) {
    expect(message.trim(), key).not.toBe('')
    expect(placesIn(message), key).toEqual(placesIn(english[key]?.message ?? ''))
  }
})

it('leaves a text without values in one piece', () => {
  expect(textAround('extensionDescription')).toHaveLength(1)
})
