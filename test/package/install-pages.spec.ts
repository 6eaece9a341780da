import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { listShellBlocks, readSection } from '../support/document-commands.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { createMachine } from './support/installed-package.ts'
import { findArtifact, version } from './support/release.ts'

/** Runs every command of the install pages in the order of the page, as a tester types them. */

interface Page {
  file: string
  artifact: string
  /** What the commands need of the machine. Node is among them only if the package does not bring it. */
  programs: string[]
  /** The program that the page installs, in the home of the tester. */
  program: string
}

const pages: Page[] = [
  {
    file: 'docs/install/linux.md',
    artifact: `hubpass-${version}-linux-x64.tar.gz`,
    programs: ['sha256sum', 'mkdir', 'tar', 'gzip', 'chmod', 'rm'],
    program: '.local/opt/hubpass/hubpass',
  },
  {
    file: 'docs/install/npm.md',
    artifact: `hubpass-${version}.tgz`,
    programs: ['sha256sum', 'node', 'npm'],
    program: '.local/bin/hubpass',
  },
]

/** A tester with a folder of downloads and a browser, who installs nothing outside of the home. */
async function createTester({ artifact, programs, program }: Page) {
  const machine = await createMachine(...programs)
  const downloads = join(machine.folder, 'downloads')
  mkdirSync(downloads)
  for (const name of [artifact, 'SHA256SUMS']) cpSync(findArtifact(name), join(downloads, name))
  const { HOME, PATH } = machine.env
  // What Chromium leaves when a tester has started it once.
  mkdirSync(join(HOME, '.config', 'chromium'), { recursive: true })
  const env = {
    ...machine.env,
    PATH: [join(HOME, '.local', 'bin'), PATH].join(delimiter),
    npm_config_prefix: join(HOME, '.local'),
    npm_config_offline: 'true',
  }
  return {
    downloads,
    isInstalled: () => existsSync(join(HOME, program)),
    /** Types each block of commands, and returns what they print. */
    type: async (blocks: string[]): Promise<string> => {
      let output = ''
      for (const block of blocks) {
        const { stdout } = await promisify(execFile)('sh', ['-euc', block], { cwd: downloads, env })
        output += stdout
      }
      return output
    },
    [Symbol.asyncDispose]: machine.dispose,
  }
}

it.each(pages)('every command of $file works, in the order of the page', async page => {
  await using tester = await createTester(page)
  await using qlik = await QlikSenseDouble.start()
  const certificates = await qlik.writeCertificates('good')
  const typeSection = (title?: string) =>
    tester.type(
      listShellBlocks(readSection(page.file, title)).map(block =>
        block
          .replaceAll('VERSION', version)
          .replaceAll('https://qlik.example.com', `${qlik.hub} --qps ${qlik.qps} --qrs ${qlik.qrs}`)
          .replaceAll('FOLDER', certificates),
      ),
    )

  const output = await typeSection()
  expect(output).toContain(`${page.artifact}: OK`)
  expect(output).toContain('Load unpacked')
  expect(tester.isInstalled()).toBe(true)
  await typeSection('Upgrade')
  expect(tester.isInstalled()).toBe(true)
  await typeSection('Remove')
  expect(tester.isInstalled()).toBe(false)
})

it.each(pages)('the check of $file fails for a damaged download', async page => {
  await using tester = await createTester(page)
  writeFileSync(join(tester.downloads, page.artifact), 'damaged')
  const checks = listShellBlocks(readSection(page.file)).filter(block => block.includes('SHA256SUMS'))
  await expect(tester.type(checks)).rejects.toThrow(/did NOT match/)
})

it.runIf(process.getuid?.() === 0)('the commands for all users of Debian install and remove it', async () => {
  await using folder = await createTemporaryFolder('all-users')
  const artifact = `hubpass_${version}_amd64.deb`
  cpSync(findArtifact(artifact), join(folder.path, artifact))
  const sudo = join(folder.path, 'sudo')
  writeFileSync(sudo, '#!/bin/sh\nexec "$@"\n', { mode: 0o755 })
  const env = { ...process.env, PATH: [folder.path, process.env.PATH].join(delimiter) }
  const blocks = listShellBlocks(readSection('docs/install/linux.md', 'All users'))
  const states = blocks.map(block => {
    const command = block.replaceAll('VERSION', version)
    // apt asks before it removes something.
    execFileSync('sh', ['-euc', command], { cwd: folder.path, env, input: 'y\n', stdio: 'pipe' })
    return existsSync('/usr/bin/hubpass')
  })
  expect(states).toEqual([true, false])
})
