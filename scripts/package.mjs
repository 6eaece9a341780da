import { buildAll } from './build.mjs'
import { summarizeBuild } from './build-summary.mjs'
import { packageUsage, parsePackageOptions } from './package/options.mjs'
import { assertNodeVersion } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { runPhase } from './setup/phase.mjs'
import { fromRoot } from './setup/root.mjs'
import { runMain } from './setup/run-main.mjs'
import { runProgram } from './setup/run-program.mjs'

const args = process.argv.slice(2)

/** `npm run package`: builds everything anew, and makes the artifacts of a release in `release/`. */
await runMain(async () => {
  if (args.includes('--help')) {
    process.stdout.write(packageUsage)
    return 0
  }
  const mistake = findUsageError()
  if (mistake !== undefined) {
    console.error(`${mistake}\nRun "npm run package -- --help" for the options.`)
    return 2
  }
  assertNodeVersion()
  await ensurePackages()
  const { code, text } = await runPhase('build', async () => summarizeBuild(await buildAll()))
  if (code !== 0) {
    process.stderr.write(text)
    return code
  }
  return runProgram(process.execPath, ['--import', 'tsx', fromRoot('scripts/package/main.ts'), ...args])
})

/** Returns a usage error, so that it is reported before the build. */
function findUsageError() {
  try {
    parsePackageOptions(args)
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
