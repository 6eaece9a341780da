import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run fuzz`: sends a million mutated frames to the companion. `-- --frames 20000` is quick. */
await runMain(async () => {
  await setUp()
  await runPhase('build', () => ensureBuilt(['companion']))
  return runProgram(process.execPath, [
    '--import',
    'tsx',
    fromRoot('test/fuzz/main.ts'),
    ...process.argv.slice(2),
  ])
})
