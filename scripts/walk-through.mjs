import { ensureBuilt } from './build.mjs'
import { runPhase } from './setup/phase.mjs'
import { requireExecutable } from './setup/require-executable.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run walk-through`: takes pictures of the real extension, and makes the animation in docs/images/. */
await runMain(async () => {
  requireExecutable('convert', 'It makes the animation. Install it (Debian: apt-get install imagemagick).')
  await setUp()
  await runPhase('build', () => ensureBuilt(['chrome', 'companion']))
  return runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/walk-through/main.ts')])
})
