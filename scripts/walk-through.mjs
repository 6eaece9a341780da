import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain, SetupError } from './setup/run-main.mjs'
import { findExecutable, runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run walk-through`: takes pictures of the real extension, and makes the animation in docs/images/. */
await runMain(async () => {
  if (findExecutable('convert') === undefined)
    throw new SetupError(
      'convert is not on the PATH. It makes the animation. Install it (Debian: apt-get install imagemagick).',
    )
  await setUp()
  await runPhase('build', () => ensureBuilt(['chrome', 'companion']))
  return runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/walk-through/main.ts')])
})
