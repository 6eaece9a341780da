import { expect, it } from 'vitest'
import { type Case, createCase } from '../../../../companion/check/cases/case.ts'
import { type ExecuteOptions, executeCases } from '../../../../companion/check/run/execute.ts'
import { parseSample } from '../../../support/plan-fixture.ts'

async function* createCases(count: number): AsyncGenerator<Case> {
  for (let index = 0; index < count; index += 1)
    yield createCase({
      ...{ site: 'test', prefix: '', attributes: [], expect: { identity: 'same' } },
      user: { userDirectory: 'TESTING_1', userId: `user${index}` },
      place: { file: 'plan.yaml', line: 1, column: 1 },
    })
}

function execute(count: number, changes: Partial<ExecuteOptions>) {
  const journaled: string[] = []
  const result = executeCases({
    plan: parseSample(),
    cases: createCases(count),
    runCase: async ({ user }) => ({
      outcome: { user: `${user.userDirectory}\\${user.userId}`, isHubReachable: true },
      ...{ requests: 4, sessions: 1 },
    }),
    journal: {
      async append(entry) {
        if (entry.type === 'case') journaled.push(entry.name)
      },
      flush: async () => {},
    },
    today: '2026-11-29',
    signal: new AbortController().signal,
    ...changes,
  })
  return { result, journaled }
}

it('each case is in the journal when a run is complete', async () => {
  const { result, journaled } = execute(100, {})
  expect(await result).toEqual({ isComplete: true })
  expect(new Set(journaled).size).toBe(100)
})

it.each([
  ['a bug in a case', { runCase: () => Promise.reject(new Error('broken')) }],
  [
    'a journal that cannot be written',
    { journal: { append: () => Promise.reject(new Error('broken')), flush: async () => {} } },
  ],
])('%s ends the run, and no other case starts', async (_, changes) => {
  let started = 0
  const { result } = execute(100, {
    runCase: async () => {
      started += 1
      return { outcome: {}, requests: 0, sessions: 0 }
    },
    ...changes,
  })
  await expect(result).rejects.toThrow('broken')
  expect(started).toBeLessThanOrEqual(8)
})

it('an interruption reaches the running cases, and the run rejects with its reason', async () => {
  const run = new AbortController()
  const { result, journaled } = execute(100, {
    signal: run.signal,
    runCase: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        queueMicrotask(() => run.abort(new Error('interrupted')))
      }),
  })
  await expect(result).rejects.toThrow('interrupted')
  expect(journaled).toEqual([])
})

it('a run that bails out starts no other case and is not complete', async () => {
  const { result, journaled } = execute(100, {
    bail: 3,
    runCase: async () => ({ outcome: { user: 'OTHER\\user' }, requests: 4, sessions: 1 }),
  })
  expect(await result).toEqual({ isComplete: false })
  expect(journaled.length).toBeLessThan(3 + 8)
})

it('a run is complete if its last case is the one that makes it bail out', async () => {
  const { result, journaled } = execute(3, {
    bail: 3,
    runCase: async () => ({ outcome: { user: 'OTHER\\user' }, requests: 4, sessions: 1 }),
  })
  expect(await result).toEqual({ isComplete: true })
  expect(journaled).toHaveLength(3)
})

it('the next cases do not wait for the disk, and the run ends when all are in the journal', async () => {
  const { promise, resolve } = withResolvers()
  let started = 0
  const { result } = execute(20, {
    runCase: async () => {
      started += 1
      return { outcome: {}, requests: 0, sessions: 0 }
    },
    journal: { append: () => promise, flush: async () => {} },
  })
  let isEnded = false
  void result.then(() => {
    isEnded = true
  })
  await expect.poll(() => started).toBe(20)
  expect(isEnded).toBe(false)
  resolve()
  expect(await result).toEqual({ isComplete: true })
})

function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}
