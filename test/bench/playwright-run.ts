import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPackageBin } from '../../scripts/setup/package-bin.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { startDoubleSite } from './double-site.ts'
import { type Comparison, measureMs } from './measure.ts'

const run = promisify(execFile)
const subjects = fromRoot('test', 'bench', 'subjects', 'playwright')

/** Each round starts Playwright, so a few tell enough. */
export const playwrightRounds = 5

/** Compares a run of one test in one worker with the same test and a session made by hand: the rest is time per worker. */
export async function comparePlaywrightRun(): Promise<Comparison & AsyncDisposable> {
  const { home, double, ...site } = await startDoubleSite(['acme'])
  const env = {
    ...process.env,
    HUBPASS_HOME: home,
    BENCH_QPS: double.qps,
    BENCH_HUB: double.hub,
    BENCH_CERTIFICATES: double.certificates,
    NODE_EXTRA_CA_CERTS: join(double.certificates, 'root.pem'),
  }
  const runTest = (name: string): Promise<number> =>
    measureMs(() =>
      run(
        process.execPath,
        [
          ...[
            findPackageBin('@playwright/test', 'playwright'),
            'test',
            name,
            '--workers=1',
            '--reporter=line',
          ],
          ...['--config', subjects, '--output', join(home, 'playwright-results')],
        ],
        { env, cwd: fromRoot() },
      ),
    )
  return {
    title: 'A run of Playwright with one worker and one test',
    target: { against: 'a session made by hand', ratio: 1.1, comparison: 'at most' },
    subjects: {
      'hubpass/playwright': () => runTest('hubpass.spec.ts'),
      'a session made by hand': () => runTest('by-hand.spec.ts'),
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}
