import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runMain } from '../setup/run-main.mjs'
import { listArtifacts } from './artifacts.ts'
import { writeEntries } from './entries.ts'
import { parsePackageOptions } from './options.mjs'
import { stageLayout } from './parts.ts'
import { readRelease } from './release.ts'
import { writeRelease } from './release-folder.ts'
import { formatSizes } from './sizes.ts'

/** Makes the artifacts from the builds in `dist/`. `scripts/package.mjs` builds and starts this. */
await runMain(async () => {
  const options = parsePackageOptions(process.argv.slice(2))
  const release = readRelease(options)
  if (options.stage !== undefined) {
    const folder = join(options.out, options.stage)
    rmSync(folder, { recursive: true, force: true })
    writeEntries(await stageLayout(options.stage, release), folder)
    console.log(`Staged in ${folder}`)
  } else console.log(`\n${formatSizes(await writeRelease(listArtifacts(release), options))}`)
  return 0
})
