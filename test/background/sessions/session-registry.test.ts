import { expect, test } from 'vitest'
import { maxAttributesBytes } from '#protocol/constants'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

const createSession = (sessionId: string, value = '') =>
  createdSessionFixture({ sessionId, attributes: [{ name: 'group', value }] })

/** Accepts only a number of bytes, as a browser does. */
class SmallStore extends FakeSessionItem {
  constructor(private quota: number) {
    super()
  }
  override save = async (value: unknown): Promise<void> => {
    if (new TextEncoder().encode(JSON.stringify(value)).length > this.quota) throw new Error('quota exceeded')
    this.value = structuredClone(value)
  }
}

const listIds = async (registry: ReturnType<typeof openSessionRegistry>) =>
  (await registry.list()).map(({ sessionId }) => sessionId)

test('session registry lists the newest session first and removes ended sessions', async () => {
  const registry = openSessionRegistry(new FakeSessionItem())
  for (const id of ['one', 'two', 'three']) expect(await registry.add(createSession(id))).toBe(true)
  registry.remove('two')
  expect(await listIds(registry)).toEqual(['three', 'one'])
})

test("session registry limits its size to a part of the browser's 10 MB, whatever attributes sessions have", async () => {
  const stored = new FakeSessionItem()
  const registry = openSessionRegistry(stored)
  for (let count = 1; count <= 60; count += 1) {
    await registry.add(createSession(`session ${count}`, '組'.repeat(maxAttributesBytes / 3)))
  }
  expect(new TextEncoder().encode(JSON.stringify(stored.value)).length).toBeLessThan(1_100_000)
  const [newest, ...others] = await listIds(registry)
  expect(newest).toBe('session 60')
  expect(others.length).toBeGreaterThan(10)
  expect(others.at(-1)).toBe(`session ${60 - others.length}`)
})

test('session registry drops older sessions when the storage accepts no more', async () => {
  const registry = openSessionRegistry(new SmallStore(1_000))
  for (const id of ['one', 'two', 'three', 'four', 'five', 'six'])
    expect(await registry.add(createSession(id))).toBe(true)
  const ids = await listIds(registry)
  expect(ids[0]).toBe('six')
  expect(ids.length).toBeLessThan(6)
})

test('session registry reports when it cannot store even the newest session', async () => {
  const registry = openSessionRegistry(new SmallStore(1_000))
  await registry.add(createSession('one'))
  expect(await registry.add(createSession('large', 'x'.repeat(1_000)))).toBe(false)
  expect(await listIds(registry)).toEqual(['one'])
  expect(await registry.add(createSession('two'))).toBe(true)
  expect((await listIds(registry))[0]).toBe('two')
})

test('session registry skips only a session that is larger than the quota', async () => {
  const registry = openSessionRegistry(new FakeSessionItem())
  await registry.add(createSession('one'))
  expect(await registry.add(createSession('large', 'x'.repeat(1_000_000)))).toBe(false)
  expect(await listIds(registry)).toEqual(['one'])
})

test('session registry stores nothing and reports it when the storage cannot be read', async () => {
  const stored = new FakeSessionItem()
  const { load } = stored
  stored.load = () => Promise.reject(new Error('no'))
  const registry = openSessionRegistry(stored)
  expect(await registry.add(createSession('one'))).toBe(false)
  stored.load = load
  expect(await listIds(registry)).toEqual([])
})
