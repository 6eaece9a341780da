import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { noticesFile, writeThirdPartyNotices } from '../../build/third-party-notices.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

/** Builds a program that uses the package `other`, and not the package `unused`. */
async function buildWith(folder: string, files: Record<string, string>): Promise<string> {
  const program = { 'main.js': "import { used } from 'other'; import 'unused'; console.log(used)" }
  const packages = {
    'node_modules/other/package.json': '{"name":"other","version":"1.2.3","license":"ISC","main":"index.js"}',
    'node_modules/other/index.js': 'exports.used = 1',
    'node_modules/unused/package.json': '{"name":"unused","version":"1.0.0","sideEffects":false}',
    'node_modules/unused/index.js': 'export const unused = 1',
  }
  for (const [path, text] of Object.entries({ ...program, ...packages, ...files })) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [writeThirdPartyNotices()],
    build: { rollupOptions: { input: join(folder, 'main.js') } },
  })
  return readFile(join(folder, 'dist', noticesFile), 'utf8')
}

it.each(['LICENSE', 'license.md', 'LICENCE.txt', 'COPYING'])(
  'the build writes the text of the file %s of each package that it contains',
  async name => {
    await using folder = await createTemporaryFolder('notices')
    const text = await buildWith(folder.path, {
      [`node_modules/other/${name}`]: 'Keep this text.',
      'node_modules/other/NOTICE': 'And this.',
    })
    expect(text).toContain('other 1.2.3 (ISC)\n')
    expect(text).toContain('\nKeep this text.\n')
    expect(text).toContain('\nAnd this.\n')
    expect(text).not.toContain('unused')
  },
)

it.each([{}, { 'node_modules/other/NOTICE': 'Somebody wrote this.' }])(
  'the build fails for a package without a license text: %j',
  async files => {
    await using folder = await createTemporaryFolder('notices')
    await expect(buildWith(folder.path, files)).rejects.toThrow('The package other has no license text')
  },
)
