import { ensureBuilt } from './build.mjs'
import { parseDemoOptions } from './demo-options.mjs'
import { demoUsage } from './demo-usage.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

const args = process.argv.slice(2)

/** `npm start`: signs a tester in from a fresh clone, without a Qlik Sense site. */
await runMain(async () => {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(demoUsage)
    return 0
  }
  const mistake = findUsageError(args)
  if (mistake !== undefined) {
    console.error(`${mistake}\nRun "npm start -- --help" for the options.`)
    return 2
  }
  await setUp()
  await runPhase('build', () => ensureBuilt(['chrome', 'companion']))
  return runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/demo.ts'), ...args])
})

/**
 * Returns a usage error, so that it is reported before the setup.
 * @param {string[]} args
 */
function findUsageError(args) {
  try {
    parseDemoOptions(args)
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
