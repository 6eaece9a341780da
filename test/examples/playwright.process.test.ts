import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { findPackageBin } from '../../scripts/setup/package-bin.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { runForResult } from '../support/run-hubpass.ts'
import { type ExampleSite, startExampleSite } from './example-site.ts'

const playwright = findPackageBin('@playwright/test', 'playwright')

const ReportSchema = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
  errors: v.array(v.unknown()),
})

async function runPlaywright(site: ExampleSite, tests: string, args: string[] = [], more = {}) {
  const { stdout, stderr } = await site.run(
    [playwright, 'test', '--config', 'test/examples/playwright.config.ts', ...args],
    {
      EXAMPLE_TESTS: fromRoot(tests),
      EXAMPLE_RESULTS: join(site.home, `results-${args.join('').replace(/\W/g, '')}`),
      EXAMPLE_SPKI: site.qlik.certificates.spki,
      ...more,
    },
  )
  const { stats, errors } = v.parse(ReportSchema, JSON.parse(stdout))
  return { ...stats, errors, stderr }
}

/** Counts the sessions of a user whenever the double has created one, and keeps the highest number. */
function watchSessions({ qlik }: ExampleSite) {
  let most = 0
  const { sessions } = qlik.site
  const add = sessions.add.bind(sessions)
  sessions.add = (...args) => {
    const session = add(...args)
    const ofUser = sessions.all().filter(({ userId }) => userId === session.userId)
    most = Math.max(most, ofUser.length)
    return session
  }
  return { most: () => most }
}

/** Limits for tests that hang: three runs of Playwright at once are slow on a busy machine. */
const timeout = 240_000

it('the example for Playwright runs as it is, with a page and with requests alone', { timeout }, async () => {
  await using site = await startExampleSite()
  const { expected, unexpected, errors } = await runPlaywright(site, 'examples/playwright')
  expect([errors, expected, unexpected]).toEqual([[], 2, 0])
  expect(site.qlik.sessions).toEqual([])
})

it('a test that signs its user out does not fail the next test of its worker', { timeout }, async () => {
  await using site = await startExampleSite()
  const { expected, unexpected, errors } = await runPlaywright(site, 'test/examples/playwright-logout', [
    '--workers=1',
  ])
  expect([errors, expected, unexpected]).toEqual([[], 3, 0])
  expect(site.qlik.sessions).toEqual([])
})

const shards = ['1/3', '2/3', '3/3']

it('three shards with two workers each run twelve tests for two users with at most five sessions of a user', {
  timeout,
}, async () => {
  await using site = await startExampleSite()
  const watched = watchSessions(site)
  const results = await Promise.all(
    shards.map(shard => runPlaywright(site, 'test/examples/playwright-shards', [`--shard=${shard}`])),
  )
  expect(results.map(({ expected, unexpected, errors }) => [expected, unexpected, errors])).toEqual(
    shards.map(() => [4, 0, []]),
  )
  expect(watched.most()).toBe(5)
  expect(site.qlik.sessions).toEqual([])
})

it('a worker that is killed with kill -9 leaves no session, and its shard goes on', { timeout }, async () => {
  await using site = await startExampleSite()
  const watched = watchSessions(site)
  const results = await Promise.all(
    shards.map(shard =>
      runPlaywright(site, 'test/examples/playwright-shards', [`--shard=${shard}`, '--retries=1'], {
        EXAMPLE_KILL: '2',
      }),
    ),
  )
  expect(results.reduce((sum, { expected, flaky }) => sum + expected + flaky, 0)).toBe(12)
  expect(results.reduce((sum, { flaky }) => sum + flaky, 0)).toBeGreaterThanOrEqual(1)
  expect(watched.most()).toBe(5)
  await runForResult({ home: site.home }, 'sessions', 'sweep')
  expect(site.qlik.sessions).toEqual([])
})
