import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/build.mjs'
import { fetchNodeProgram } from '../../scripts/package/node-programs.mjs'
import { assertNodeVersion } from '../../scripts/setup/node-version.mjs'
import { ensurePackages } from '../../scripts/setup/packages.mjs'
import { runPhase } from '../../scripts/setup/phase.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { runMain } from '../../scripts/setup/run-main.mjs'
import { ensureWine, startWine } from './wine.mjs'

/** The profile folder of a user with a non-ASCII name. */
const user = ['Users', 'Jürgen Groß']

/**
 * `npm run test:wine`: installs the companion with a Node for Windows and starts it like a browser.
 */
await runMain(async () => {
  assertNodeVersion()
  await ensurePackages()
  await ensureWine()
  await runPhase('build', () => ensureBuilt(['companion']))
  const folder = mkdtempSync(join(tmpdir(), 'hubpass-wine-'))
  const wine = startWine(folder)
  try {
    await runPhase('create a Windows prefix', wine.boot)
    const nodeFolder = join(wine.disk, ...user, 'AppData', 'Local', 'Programs', 'Node js')
    const node = await runPhase('Node for Windows', () => fetchNodeProgram('windows-x64'))
    cpSync(node, join(nodeFolder, 'node.exe'))
    cpSync(fromRoot('dist/companion'), join(wine.disk, 'Download'), { recursive: true })
    return await runPhase('tests', () => runTests(wine, folder))
  } finally {
    await wine.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

/**
 * @param {ReturnType<typeof startWine>} wine
 * @param {string} folder
 */
async function runTests(wine, folder) {
  cpSync(fromRoot('test/wine/inside'), join(wine.disk, 'Tests'), { recursive: true })
  const node = ['C:', ...user, 'AppData', 'Local', 'Programs', 'Node js', 'node.exe'].join('\\')
  const output = join(folder, 'output.txt')
  const code = await wine.run([node, '--test-reporter=spec', 'C:\\Tests\\companion.test.mjs'], output)
  process.stdout.write(readFileSync(output))
  return code
}
