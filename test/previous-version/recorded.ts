import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { ResponseMessageSchema } from '#protocol/messages'
import { fromRoot } from '../../scripts/setup/root.mjs'

/** A request of the previous extension, with the answer of the previous companion. */
const ExchangesSchema = v.array(
  v.object({ command: v.string(), params: v.unknown(), response: v.record(v.string(), v.unknown()) }),
)

/** What the previous extension had stored, by area. */
const StorageSchema = v.object({
  local: v.record(v.string(), v.unknown()),
  session: v.record(v.string(), v.unknown()),
})

/** Returns the text of a file of the previous version (test/fixtures/previous-version/README.md). */
export const readRecordedFile = (name: string): string =>
  readFileSync(fromRoot('test', 'fixtures', 'previous-version', name), 'utf8')

export const recordedExchanges = v.parse(ExchangesSchema, JSON.parse(readRecordedFile('frames.json')))

export const recordedStorage = v.parse(StorageSchema, JSON.parse(readRecordedFile('storage.json')))

/** Returns what the previous companion answers: the recorded response, or that of an unknown command. */
export function answerAsRecorded({ id, command }: { id: number; command: string }): unknown {
  const exchange =
    recordedExchanges.find(one => one.command === command) ??
    recordedExchanges.find(one => one.command === 'somethingNew')
  return v.parse(ResponseMessageSchema, { ...exchange?.response, id })
}
