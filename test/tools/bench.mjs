import { ensureBuilt } from './build.mjs'
import { phase } from './setup/phase.mjs'
import { runMain } from './setup/problem.mjs'
import { run } from './setup/program.mjs'
import { fromRoot } from './setup/root.mjs'
import { setUp } from './setup.mjs'

/** `npm run bench`: how fast Hubpass is beside what its users have without it. `-- --rounds 5` for a quick look. */
await runMain(async () => {
  await setUp()
  await phase('build', () => ensureBuilt(['chrome', 'companion']))
  return run(process.execPath, ['--import', 'tsx', fromRoot('test/bench/main.ts'), ...process.argv.slice(2)])
})
