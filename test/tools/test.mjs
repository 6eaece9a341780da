import { rmSync } from 'node:fs'
import { runChecks } from './checks.mjs'
import { binOf } from './setup/bin.mjs'
import { phase } from './setup/phase.mjs'
import { runMain } from './setup/problem.mjs'
import { run } from './setup/program.mjs'
import { fromRoot } from './setup/root.mjs'
import { setUp } from './setup.mjs'

const report = 'test-results/report.json'

/** `npm test`: everything there is to know about this checkout. Further arguments go to vitest. */
await runMain(async () => {
  rmSync(fromRoot(report), { force: true })
  await setUp({ headed: true })
  const failed = await phase('types, lint, builds', runChecks)
  if ((await phase('tests', runTests)) !== 0) failed.push('tests')
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
})

function runTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return run(process.execPath, [binOf('vitest'), 'run', ...reporters, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
