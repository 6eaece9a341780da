import { expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import { findingOf } from '#protocol/findings/to-finding'
import type { Check } from '../../../companion/doctor/check.ts'
import { runChecks } from '../../../companion/doctor/runner.ts'

const createCheck = (id: string, changes: Partial<Check> = {}): Check => ({
  id,
  title: id.toUpperCase(),
  run: () => ({}),
  ...changes,
})

const throwFailure = (): never => {
  throw failure('HOST_NOT_FOUND', { address: 'qlik:4243' })
}

const runAll = (...checks: Check[]) => runChecks(checks, { signal: new AbortController().signal })

const runForStates = async (...checks: Check[]): Promise<string[]> =>
  (await runAll(...checks)).map(({ id, site = '', state }) => `${site}${id} ${state}`)

it('runChecks passes with a note and warns with findings in their order', async () => {
  const file = 'config.json'
  const warnings = [
    findingOf('NO_SITE_CONFIGURED', { file }),
    findingOf('FILE_EXPOSED', { path: file, rights: '644' }),
  ]
  const [one, two] = await runAll(
    createCheck('a', { run: () => ({ note: 'fine' }) }),
    createCheck('b', { run: () => ({ warnings }) }),
  )
  expect(one).toEqual({ id: 'a', title: 'A', state: 'passed', note: 'fine', ms: expect.any(Number) })
  expect(two).toMatchObject({ state: 'warned', finding: warnings[0], others: [warnings[1]] })
})

it('runChecks skips checks that depend on a failed one and names it', async () => {
  const results = await runAll(
    createCheck('a', { run: throwFailure }),
    createCheck('b', { needs: ['a'], run: throwFailure }),
    createCheck('c', { needs: ['b'] }),
    createCheck('d'),
  )
  expect(results.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped', 'passed'])
  expect(results[0]).toMatchObject({ finding: { code: 'HOST_NOT_FOUND' } })
  expect(results[2]).toEqual({
    id: 'c',
    title: 'C',
    state: 'skipped',
    note: 'not checked because "A" failed',
  })
})

it('runChecks continues after a warning but not after an optional check that failed', async () => {
  const warnings = [findingOf('NO_SITE_CONFIGURED', { file: '' })]
  expect(
    await runForStates(
      createCheck('a', { run: () => ({ warnings }) }),
      createCheck('b', { needs: ['a'] }),
      createCheck('c', { isOptional: true, run: throwFailure }),
      createCheck('d', { needs: ['c'] }),
    ),
  ).toEqual(['a warned', 'b passed', 'c warned', 'd skipped'])
})

it('runChecks keeps the checks of sites apart', async () => {
  expect(
    await runForStates(
      createCheck('a', { site: 'x', run: throwFailure }),
      createCheck('b', { site: 'x', needs: ['a'] }),
      createCheck('a', { site: 'y' }),
      createCheck('b', { site: 'y', needs: ['a'] }),
    ),
  ).toEqual(['xa failed', 'xb skipped', 'ya passed', 'yb passed'])
})

it('runChecks runs follow-up checks directly after their check', async () => {
  const found = [createCheck('a1'), createCheck('a2', { needs: ['a'] })]
  expect(
    await runForStates(createCheck('a', { run: () => ({ followUpChecks: found }) }), createCheck('b')),
  ).toEqual(['a passed', 'a1 passed', 'a2 passed', 'b passed'])
})

it('runChecks reports a bug of a check as its result', async () => {
  const [result] = await runAll(
    createCheck('a', { run: () => Promise.reject(new TypeError('x is not a function')) }),
  )
  expect(result).toMatchObject({ state: 'failed', finding: { code: 'INTERNAL' } })
})

it('runChecks throws CANCELLED when it is aborted and runs no further check', async () => {
  const controller = new AbortController()
  const ran: string[] = []
  const events: string[] = []
  const note = (id: string) => createCheck(id, { run: () => ({ note: String(ran.push(id)) }) })
  const stopping = createCheck('b', {
    run: () => {
      ran.push('b')
      controller.abort()
      return {}
    },
  })
  const running = runChecks([note('a'), stopping, note('c')], {
    signal: controller.signal,
    onStart: ({ id }) => events.push(id),
    onEnd: () => events.push('end'),
  })
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(ran).toEqual(['a', 'b'])
  expect(events).toEqual(['a', 'end', 'b', 'end'])
})

it('runChecks does not wait for a check that cannot be aborted', async () => {
  const controller = new AbortController()
  const hanging = createCheck('a', {
    run: () => {
      setImmediate(() => controller.abort())
      return new Promise<never>(() => {})
    },
  })
  await expect(runChecks([hanging], { signal: controller.signal })).rejects.toMatchObject({
    code: 'CANCELLED',
  })
})
