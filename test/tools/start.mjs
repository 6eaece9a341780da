import { ensureBuilt } from './build.mjs'
import { demoUsage } from './demo-usage.mjs'
import { parseWishes } from './demo-wishes.mjs'
import { phase } from './setup/phase.mjs'
import { runMain } from './setup/problem.mjs'
import { run } from './setup/program.mjs'
import { fromRoot } from './setup/root.mjs'
import { setUp } from './setup.mjs'

const args = process.argv.slice(2)

/** `npm start`: from a fresh clone to a tester who is signed in, without a Qlik Sense site. */
await runMain(async () => {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(demoUsage)
    return 0
  }
  const mistake = mistakeIn(args)
  if (mistake !== undefined) {
    console.error(`${mistake}\n"npm start -- --help" tells the options.`)
    return 2
  }
  await setUp()
  await phase('build', () => ensureBuilt(['chrome', 'companion']))
  return run(process.execPath, ['--import', 'tsx', fromRoot('test/tools/demo.ts'), ...args])
})

/**
 * Told before a minute of setting up, not after it.
 * @param {string[]} args
 */
function mistakeIn(args) {
  try {
    parseWishes(args)
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
