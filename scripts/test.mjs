import { rmSync } from 'node:fs'
import { runChecks } from './checks.mjs'
import { findPackageBin } from './setup/package-bin.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

const report = 'test-results/report.json'

/** `npm test`: runs all checks and tests. Passes further arguments to Vitest. */
await runMain(async () => {
  rmSync(fromRoot(report), { force: true })
  await setUp({ headed: true })
  const failed = await runPhase('types, lint, builds', runChecks)
  if ((await runPhase('tests', runTests)) !== 0) failed.push('tests')
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
})

function runTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return runProgram(
    process.execPath,
    [findPackageBin('vitest'), 'run', ...reporters, ...process.argv.slice(2)],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
}
