import { buildAll } from './build.mjs'
import { summarizeBuild } from './build-summary.mjs'
import { runMain } from './setup/run-main.mjs'

/** `npm run build`: builds everything, and ends with the one line that counts. */
await runMain(async () => {
  const { code, text } = summarizeBuild(await buildAll())
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(text)
  return code
})
