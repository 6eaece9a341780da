import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run bench`: compares Hubpass with the alternatives. `-- --rounds 5` gives quick results. */
await runMain(async () => {
  await setUp()
  await runPhase('build', () => ensureBuilt(['chrome', 'companion']))
  return runProgram(process.execPath, [
    '--import',
    'tsx',
    fromRoot('test/bench/main.ts'),
    ...process.argv.slice(2),
  ])
})
