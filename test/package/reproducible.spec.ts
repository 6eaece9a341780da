import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fromRoot, root } from '../../scripts/setup/root.mjs'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

/** What a build has to do with: everything but the Node programs, which are unchanged files. */
const names = ['chrome', 'firefox', 'source', '.tgz', 'sbom']

/** Clones the commit into a folder of another depth, and makes the artifacts there. */
async function packageIn(folder: string, env: Record<string, string>, umask: string): Promise<string> {
  execFileSync('git', ['clone', '--quiet', root, folder])
  symlinkSync(fromRoot('node_modules'), join(folder, 'node_modules'))
  const options = names.flatMap(name => ['--only', name]).join(' ')
  execFileSync('sh', ['-c', `umask ${umask} && exec node scripts/package.mjs ${options}`], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  })
  return readFileSync(join(folder, 'release', 'SHA256SUMS'), 'utf8')
}

/** Both builds compress two packages with a Node.js of their own. */
const timeout = 600_000

it('two builds of one commit in different folders, time zones, languages and umasks give the same bytes', {
  timeout,
}, async () => {
  await using one = await createTemporaryFolder('one')
  await using other = await createTemporaryFolder('another-much-longer-name')
  const here = await packageIn(join(one.path, 'a'), { TZ: 'UTC', LC_ALL: 'C' }, '022')
  const there = await packageIn(
    join(other.path, 'b', 'c d', 'hubpass'),
    { TZ: 'Asia/Kolkata', LC_ALL: 'tr_TR.UTF-8' },
    '077',
  )
  expect(here.trimEnd().split('\n')).toHaveLength(6)
  expect(there).toBe(here)
})
