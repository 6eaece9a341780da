import { rm } from 'node:fs/promises'
import { binOf } from './setup/bin.mjs'
import { phase } from './setup/phase.mjs'
import { runMain } from './setup/problem.mjs'
import { run } from './setup/program.mjs'
import { fromRoot } from './setup/root.mjs'
import { setUp } from './setup.mjs'

/** `npm run contact-sheet`: one picture of each page with all its states, light and dark, in `test-results/`. */
await runMain(async () => {
  await setUp()
  // What no state is any more shall not be in it.
  for (const page of ['popup', 'options', 'welcome'].flatMap(name => [name, `${name}-languages`]))
    await rm(fromRoot('test-results', page), { recursive: true, force: true })
  const code = await phase('pictures of all states', takePictures)
  await run(process.execPath, ['--import', 'tsx', fromRoot('test/tools/contact-sheet/main.ts')])
  return code
})

/** The tests that look at every state keep a picture of each. */
function takePictures() {
  return run(process.execPath, [binOf('vitest'), 'run', '--project', 'browser', 'states.spec.ts'])
}
