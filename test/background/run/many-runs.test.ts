import { expect, test } from 'vitest'
import { request, startWithPage } from '../../support/background-harness.ts'
import { FakeLocalStorage, FakeSessionItem } from '../../support/fake-browser.ts'

/** Resolves when the run with this session has passed, without waiting for a timer. */
async function signIn({ page, run }: Awaited<ReturnType<typeof startWithPage>>, sessionId: string) {
  const before = run()?.id
  page.sendIntent({ intent: 'signIn', request: { ...request, sessionId } })
  while (run()?.id === before || run()?.outcome === 'working') await new Promise(setImmediate)
  expect(run()?.outcome).toBe('passed')
}

/** Counts each number alike: on a slow machine the times of steps have more digits. */
const sizeOf = (value: unknown): number =>
  JSON.stringify(value, (_, part) => (typeof part === 'number' ? 0 : part)).length

test('500 runs in a row leave one record, one cookie, and a history of limited size', {
  timeout: 300_000,
}, async () => {
  const [runItem, createdSessionsItem, storage] = [
    new FakeSessionItem(),
    new FakeSessionItem(),
    new FakeLocalStorage(),
  ]
  const bg = await startWithPage({ runItem, createdSessionsItem, storage })
  const measure = async () => ({
    record: sizeOf(runItem.value),
    sessions: sizeOf(createdSessionsItem.value),
    cookies: bg.browser.cookieJar.size,
    stored: sizeOf(await Promise.all((await storage.keys()).map(storage.load))),
  })
  const sizes: Awaited<ReturnType<typeof measure>>[] = []
  for (let index = 0; index < 500; index += 1) {
    await signIn(bg, `session-id-of-run-${String(index).padStart(3, '0')}`)
    if (index % 100 === 99) sizes.push(await measure())
    bg.page.states.splice(0, bg.page.states.length - 1)
  }
  // The registry of sessions is full after 200.
  const [, , third, , last] = sizes
  expect(last?.cookies).toBe(1)
  expect(last).toEqual(third)
})
