import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run bench`: how fast Hubpass is beside what its users have without it. `-- --rounds 5` for a quick look. */
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
