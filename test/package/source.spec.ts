import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { hashSha256 } from '../../scripts/package/checksums.ts'
import { writeEntries } from '../../scripts/package/entries.ts'
import { readRelease } from '../../scripts/package/release.ts'
import { findPackageBin } from '../../scripts/setup/package-bin.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { findArtifact, version } from './support/release.ts'

const unzip = (file: string) => unzipSync(readFileSync(file))

it('the add-on that a reviewer builds from the source has the same bytes', async () => {
  await using folder = await createTemporaryFolder('source')
  const source = unzip(findArtifact(`hubpass-source-${version}.zip`))
  writeEntries(
    Object.entries(source).map(([path, content]) => ({ path, content })),
    folder.path,
  )
  const cwd = join(folder.path, `hubpass-${version}`)
  // Stands for `npm ci`: the packages of the lock file, whose hashes npm has checked.
  symlinkSync(fromRoot('node_modules'), join(cwd, 'node_modules'))
  const { time } = readRelease()
  const env = { ...process.env, NODE_ENV: 'production', SOURCE_DATE_EPOCH: String(time.getTime() / 1000) }
  const runNode = (...args: string[]) => execFileSync(process.execPath, args, { cwd, env, stdio: 'pipe' })
  runNode(findPackageBin('vite'), 'build', '--mode', 'firefox')
  runNode('--import', 'tsx', 'scripts/package/main.ts', '--only', 'firefox')
  const built = readFileSync(join(cwd, 'release', `hubpass-firefox-${version}.xpi`))
  expect(hashSha256(built)).toBe(hashSha256(readFileSync(findArtifact(`hubpass-firefox-${version}.xpi`))))
})
