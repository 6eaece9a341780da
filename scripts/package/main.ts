import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runPhase } from '../setup/phase.mjs'
import { runMain } from '../setup/run-main.mjs'
import { listArtifacts } from './artifacts.ts'
import { formatChecksums, hashSha256 } from './checksums.ts'
import { writeEntries } from './entries.ts'
import { type PackageOptions, parsePackageOptions } from './options.mjs'
import { stageLayout } from './parts.ts'
import { type Release, readRelease } from './release.ts'
import { formatSizes, type SizedFile } from './sizes.ts'

/** Makes the artifacts from the builds in `dist/`. `scripts/package.mjs` builds and starts this. */
await runMain(async () => {
  const options = parsePackageOptions(process.argv.slice(2))
  const release = readRelease(options)
  if (options.stage !== undefined) {
    const folder = join(options.out, options.stage)
    rmSync(folder, { recursive: true, force: true })
    writeEntries(await stageLayout(options.stage, release), folder)
    console.log(`Staged in ${folder}`)
  } else console.log(`\n${formatSizes(await createArtifacts(release, options))}`)
  return 0
})

/** Writes one artifact after the other, because each needs the memory of a whole Node. */
async function createArtifacts(release: Release, { only, out }: PackageOptions): Promise<SizedFile[]> {
  const wanted = listArtifacts(release).filter(
    ({ name }) => only.length === 0 || only.some(part => name.includes(part)),
  )
  mkdirSync(out, { recursive: true })
  const files: SizedFile[] = []
  const sums = new Map<string, string>()
  const save = (name: string, content: Uint8Array) => {
    writeFileSync(join(out, name), content)
    files.push({ name, bytes: content.length })
    sums.set(name, hashSha256(content))
  }
  for (const { name, create } of wanted) save(name, await runPhase(name, create))
  save('SHA256SUMS', Buffer.from(formatChecksums(sums)))
  return files
}
