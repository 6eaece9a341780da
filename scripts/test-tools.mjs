import { findPackageBin } from './setup/package-bin.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { ensureTools } from './setup/tools.mjs'
import { setUp } from './setup.mjs'

/** `npm run test:tools`: hands sessions over to the real tools. Passes further arguments to Vitest. */
await runMain(async () => {
  await setUp()
  await ensureTools()
  const vitest = [findPackageBin('vitest'), 'run', '--config', 'test/tools/vitest.config.ts']
  return runProgram(process.execPath, [...vitest, ...process.argv.slice(2)])
})
