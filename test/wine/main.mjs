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
import { suites } from './suites.mjs'
import { ensureWine, startWine } from './wine.mjs'

/**
 * `npm run test:wine [-- companion | installer]`: installs the companion and starts it like a
 * browser, with a Node for Windows or with the Windows installer.
 */
await runMain(async () => {
  assertNodeVersion()
  await ensurePackages()
  await ensureWine()
  let code = 0
  for (const [name, suite] of Object.entries(suites))
    if (process.argv.length < 3 || process.argv.includes(name, 2))
      code = (await runSuite(/** @type {keyof typeof suites} */ (name), suite)) || code
  return code
})

/**
 * @param {keyof typeof suites} name
 * @param {typeof suites[keyof typeof suites]} suite
 */
async function runSuite(name, { builds, nodeFolder, prepare }) {
  await runPhase('build', () => ensureBuilt(builds))
  const folder = mkdtempSync(join(tmpdir(), 'hubpass-wine-'))
  const wine = startWine(folder)
  try {
    await runPhase('create a Windows prefix', wine.boot)
    const node = await runPhase('Node for Windows', () => fetchNodeProgram('windows-x64'))
    cpSync(node, join(wine.disk, ...nodeFolder, 'node.exe'))
    const cleanUp = await runPhase(`prepare the ${name}`, () =>
      prepare({
        disk: wine.disk,
        run: args => wine.run(args, join(folder, 'log.txt')),
      }),
    )
    try {
      return await runPhase('tests', () => runTests(name, wine, folder))
    } finally {
      await cleanUp()
    }
  } finally {
    await wine.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * @param {keyof typeof suites} name
 * @param {ReturnType<typeof startWine>} wine
 * @param {string} folder
 */
async function runTests(name, wine, folder) {
  cpSync(fromRoot('test/wine/inside'), join(wine.disk, 'Tests'), { recursive: true })
  const node = ['C:', ...suites[name].nodeFolder, 'node.exe'].join('\\')
  const output = join(folder, 'output.txt')
  const code = await wine.run([node, '--test-reporter=spec', `C:\\Tests\\${name}.test.mjs`], output)
  process.stdout.write(readFileSync(output))
  return code
}
