import { rm } from 'node:fs/promises'
import { findPackageBin } from './setup/package-bin.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** `npm run contact-sheet`: one picture of each page with all its states, light and dark, in `test-results/`. */
await runMain(async () => {
  await setUp()
  // What no state is any more shall not be in it.
  for (const page of ['popup', 'options', 'welcome'].flatMap(name => [name, `${name}-languages`]))
    await rm(fromRoot('test-results', page), { recursive: true, force: true })
  const code = await runPhase('pictures of all states', takePictures)
  await runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/contact-sheet/main.ts')])
  return code
})

/** The tests that look at every state keep a picture of each. */
function takePictures() {
  return runProgram(process.execPath, [
    findPackageBin('vitest'),
    'run',
    '--project',
    'browser',
    'states.spec.ts',
  ])
}
