import { findPackageBin } from './setup/package-bin.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'
import { setUp } from './setup.mjs'

/** The artifacts that this machine can try. */
const names = ['chrome', 'firefox', 'admin', 'source', '.tgz', 'linux-x64', '.deb', 'sbom']

/** `npm run test:packages`: makes the artifacts for Linux and tries each alone, in an empty folder. */
await runMain(async () => {
  await setUp()
  const out = fromRoot('node_modules/.cache/hubpass/release')
  const options = ['--out', out, ...names.flatMap(name => ['--only', name])]
  const code = await runProgram(process.execPath, [fromRoot('scripts/package.mjs'), ...options])
  if (code !== 0) return code
  const vitest = [findPackageBin('vitest'), 'run', '--config', 'test/package/vitest.config.ts']
  return runProgram(process.execPath, [...vitest, ...process.argv.slice(2)], {
    env: { ...process.env, HUBPASS_RELEASE: out },
  })
})
