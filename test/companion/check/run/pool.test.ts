import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runPool } from '../../../../companion/check/run/pool.ts'

async function* stream<T>(items: readonly T[], onRead: () => void = () => {}): AsyncGenerator<T> {
  for (const item of items) {
    onRead()
    yield item
  }
}

function createGate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

it('a pool works on each item once, within concurrency and the capacity of each key', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.scheduler(),
      async (keys, concurrency, capacity, rawWeight, scheduler) => {
        const weight = Math.min(rawWeight, capacity)
        const running = new Map<number, number>()
        const worked: number[] = []
        const pool = runPool(stream(keys.map((key, index) => ({ key, index }))), {
          ...{ concurrency, capacity, getWeight: () => weight, shouldStop: () => false },
          getKey: ({ key }) => String(key),
          async work({ key, index }) {
            worked.push(index)
            running.set(key, (running.get(key) ?? 0) + 1)
            expect((running.get(key) ?? 0) * weight).toBeLessThanOrEqual(capacity)
            expect([...running.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
              concurrency,
            )
            await scheduler.schedule(Promise.resolve())
            running.set(key, (running.get(key) ?? 0) - 1)
          },
        })
        await scheduler.waitFor(pool)
        expect(worked.toSorted((one, other) => one - other)).toEqual(keys.map((_, index) => index))
      },
    ),
  )
})

it('a pool reads only a few items ahead of a long list', async () => {
  let read = 0
  const gate = createGate()
  const items = Array.from({ length: 1_000 }, (_, index) => index)
  const pool = runPool(
    stream(items, () => {
      read += 1
    }),
    {
      ...{ concurrency: 2, capacity: 1, getWeight: () => 1, shouldStop: () => false },
      getKey: String,
      work: () => gate.opened,
    },
  )
  await expect.poll(() => read).toBeGreaterThan(2)
  expect(read).toBeLessThanOrEqual(16)
  gate.open()
  await pool
  expect(read).toBe(1_000)
})

it('a pool starts nothing after a failure, and rejects when the other work has ended', async () => {
  const ended: number[] = []
  let isStopped = false
  const other = createGate()
  const pool = runPool(stream([0, 1, 2, 3]), {
    ...{ concurrency: 2, capacity: 1, getWeight: () => 1, shouldStop: () => isStopped },
    getKey: String,
    async work(item) {
      if (item === 0) {
        isStopped = true
        queueMicrotask(() => other.open())
        throw new Error('first')
      }
      await other.opened
      ended.push(item)
    },
  })
  await expect(pool).rejects.toThrow('first')
  expect(ended).toEqual([1])
})

it('a pool rejects if work fails while it reads the next items', async () => {
  const gate = createGate()
  async function* read() {
    // So many does it read before it starts.
    for (let item = 0; item < 16; item += 1) yield item
    gate.open()
    await new Promise(setImmediate)
    yield 16
  }
  const pool = runPool(read(), {
    ...{ concurrency: 2, capacity: 1, getWeight: () => 1, shouldStop: () => false },
    getKey: String,
    work: item =>
      item === 1 ? gate.opened.then(() => Promise.reject(new Error('first'))) : Promise.resolve(),
  })
  await expect(pool).rejects.toThrow('first')
})

it('a pool rejects if work fails before it waits for anything', async () => {
  const pool = runPool(stream([0, 1, 2]), {
    ...{ concurrency: 2, capacity: 1, getWeight: () => 1, shouldStop: () => false },
    getKey: String,
    work() {
      throw new Error('first')
    },
  })
  await expect(pool).rejects.toThrow('first')
})
