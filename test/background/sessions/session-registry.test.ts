import { expect, test } from 'vitest'
import { maxAttributesBytes } from '#protocol/constants'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

const createSession = (sessionId: string, value = '') =>
  createdSessionFixture({ sessionId, attributes: [{ name: 'group', value }] })

/** As a browser does: takes no more than so many bytes. */
class SmallStore extends FakeSessionItem {
  constructor(private quota: number) {
    super()
  }
  override save = async (value: unknown): Promise<void> => {
    if (new TextEncoder().encode(JSON.stringify(value)).length > this.quota) throw new Error('quota exceeded')
    this.value = structuredClone(value)
  }
}

const listIds = async (ledger: ReturnType<typeof openSessionRegistry>) =>
  (await ledger.list()).map(({ sessionId }) => sessionId)

test('keeps the newest first, and takes away what was ended', async () => {
  const ledger = openSessionRegistry(new FakeSessionItem())
  for (const id of ['one', 'two', 'three']) expect(await ledger.add(createSession(id))).toBe(true)
  ledger.remove('two')
  expect(await listIds(ledger)).toEqual(['three', 'one'])
})

test('leaves the browser’s store of 10 MB room for others, whatever attributes the sessions have', async () => {
  const stored = new FakeSessionItem()
  const ledger = openSessionRegistry(stored)
  for (let count = 1; count <= 60; count += 1) {
    await ledger.add(createSession(`session ${count}`, '組'.repeat(maxAttributesBytes / 3)))
  }
  expect(new TextEncoder().encode(JSON.stringify(stored.value)).length).toBeLessThan(1_100_000)
  const [newest, ...others] = await listIds(ledger)
  expect(newest).toBe('session 60')
  expect(others.length).toBeGreaterThan(10)
  expect(others.at(-1)).toBe(`session ${60 - others.length}`)
})

test('forgets older ones rather than the newest where the store takes no more', async () => {
  const ledger = openSessionRegistry(new SmallStore(1_000))
  for (const id of ['one', 'two', 'three', 'four', 'five', 'six'])
    expect(await ledger.add(createSession(id))).toBe(true)
  const ids = await listIds(ledger)
  expect(ids[0]).toBe('six')
  expect(ids.length).toBeLessThan(6)
})

test('says that not even the newest could be kept', async () => {
  const ledger = openSessionRegistry(new SmallStore(1_000))
  await ledger.add(createSession('one'))
  expect(await ledger.add(createSession('large', 'x'.repeat(1_000)))).toBe(false)
  expect(await listIds(ledger)).toEqual(['one'])
  expect(await ledger.add(createSession('two'))).toBe(true)
  expect((await listIds(ledger))[0]).toBe('two')
})

test('leaves out alone what is larger than all the room', async () => {
  const ledger = openSessionRegistry(new FakeSessionItem())
  await ledger.add(createSession('one'))
  expect(await ledger.add(createSession('large', 'x'.repeat(1_000_000)))).toBe(false)
  expect(await listIds(ledger)).toEqual(['one'])
})

test('takes nothing, and says so, where the store cannot even be read', async () => {
  const stored = new FakeSessionItem()
  const { load } = stored
  stored.load = () => Promise.reject(new Error('no'))
  const ledger = openSessionRegistry(stored)
  expect(await ledger.add(createSession('one'))).toBe(false)
  stored.load = load
  expect(await listIds(ledger)).toEqual([])
})
