import { rm } from 'node:fs/promises'
import { findPackageBin } from './setup/package-bin.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/**
 * `npm run contact-sheet`: saves one picture per page with all its states, light and dark, in
 * `test-results/`.
 */
await runMain(async () => {
  await setUp()
  // Removes pictures of states that no longer exist.
  for (const page of ['popup', 'options', 'welcome'].flatMap(name => [name, `${name}-languages`]))
    await rm(fromRoot('test-results', page), { recursive: true, force: true })
  const code = await runPhase('pictures of all states', takePictures)
  await runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/contact-sheet/main.ts')])
  return code
})

/** Runs the story tests, which save a picture of each state. */
function takePictures() {
  return runProgram(process.execPath, [
    findPackageBin('vitest'),
    'run',
    '--project',
    'browser',
    'states.spec.ts',
  ])
}
