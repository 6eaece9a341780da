import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/**
 * Installs and builds what a TypeScript program needs, and runs it with the arguments of this one.
 * @param {string} file
 * @param {import('./build.mjs').Mode[]} modes
 */
export const runBuilt = (file, modes) =>
  runMain(async () => {
    await setUp()
    await runPhase('build', () => ensureBuilt(modes))
    return runProgram(process.execPath, ['--import', 'tsx', fromRoot(file), ...process.argv.slice(2)])
  })
