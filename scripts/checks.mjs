import { build } from './build.mjs'
import { findPackageBin } from './setup/package-bin.mjs'
import { captureProgram } from './setup/run-program.mjs'

/** Biome prints colors even to files. */
const colorFlags = process.stdout.isTTY ? [] : ['--colors=off']

/**
 * The checks before the tests. Each returns its exit code and output.
 * @type {Record<string, () => Promise<{ code: number, output: string }>>}
 */
const checks = {
  types: () => captureProgram(process.execPath, [findPackageBin('typescript', 'tsc'), '-b']),
  lint: () =>
    captureProgram(process.execPath, [
      findPackageBin('@biomejs/biome'),
      'ci',
      '--error-on-warnings',
      ...colorFlags,
      '.',
    ]),
  'build chrome': () => build('chrome'),
  'build firefox': () => build('firefox'),
  'build companion': () => build('companion'),
}

/** Runs all checks in parallel, prints each result, and returns the names of the failed ones. */
export async function runChecks() {
  const passed = await Promise.all(Object.entries(checks).map(([name, check]) => runCheck(name, check)))
  return Object.keys(checks).filter((_, index) => !passed[index])
}

/**
 * @param {string} name
 * @param {() => Promise<{ code: number, output: string }>} check
 */
async function runCheck(name, check) {
  const startedAt = performance.now()
  const { code, output } = await check()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`  ${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${seconds} s`)
  if (code !== 0) console.log(output)
  return code === 0
}
