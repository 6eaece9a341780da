import { build } from './build.mjs'
import { binOf } from './setup/bin.mjs'
import { capture } from './setup/program.mjs'

/** Biome colours its words even in a file. */
const colours = process.stdout.isTTY ? [] : ['--colors=off']

/**
 * What is checked before the tests run, each giving its exit code and its words.
 * @type {Record<string, () => Promise<{ code: number, output: string }>>}
 */
const checks = {
  types: () => capture(process.execPath, [binOf('typescript', 'tsc'), '-b']),
  lint: () =>
    capture(process.execPath, [binOf('@biomejs/biome'), 'ci', '--error-on-warnings', ...colours, '.']),
  'build chrome': () => build('chrome'),
  'build firefox': () => build('firefox'),
  'build companion': () => build('companion'),
}

/** Runs them all at the same time, says how each ended as it ends, and gives the names of those that failed. */
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
