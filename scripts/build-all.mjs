import { build } from './build.mjs'
import { summarizeBuild } from './build-summary.mjs'
import { runMain } from './setup/run-main.mjs'

const modes = /** @type {const} */ (['chrome', 'firefox', 'companion'])

/** `npm run build`: builds everything, and ends with the one line that counts. */
await runMain(async () => {
  const { code, text } = summarizeBuild(await Promise.all(modes.map(build)))
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(text)
  return code
})
