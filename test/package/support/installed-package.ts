import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { findExecutable } from '../../../scripts/setup/run-program.mjs'
import type { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { listSiteArguments } from '../../support/e2e-harness.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'
import { findArtifact, run, version } from './release.ts'

/** A package on a machine where nothing else of Hubpass is. */
export interface InstalledPackage extends AsyncDisposable {
  /** An empty folder for the data of a test. */
  folder: string
  /** What a tester types. */
  program: string
  env: Record<string, string>
  /** Where its programs and its extension lie. */
  packageFolder: string
  /** Installs it once more, over itself. */
  install(): void
  /** Whether browsers find the companion without `hubpass install`, and load the extension from the package. */
  isRegistered?: boolean
}

/** Creates a PATH with what a launcher needs, and without Node. */
function createPath(folder: string, ...more: string[]): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const name of ['sh', 'readlink', 'dirname', 'env', ...more])
    symlinkSync(requireProgram(name), join(bin, name))
  return bin
}

function requireProgram(name: string): string {
  const found = findExecutable(name)
  if (found === undefined) throw new Error(`${name} is not on the PATH.`)
  return found
}

/** Creates a home, and a PATH with what a launcher needs and the given programs. */
export async function createMachine(...programs: string[]) {
  const folder = await createTemporaryFolder('package')
  const home = join(folder.path, 'home')
  mkdirSync(home)
  const env = { HOME: home, PATH: createPath(folder.path, ...programs), LANG: 'C.UTF-8' }
  return { folder: folder.path, env, dispose: () => folder[Symbol.asyncDispose]() }
}

/** Unpacks the archive for Linux. */
export async function unpackArchive(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine()
  const packageFolder = join(folder, `hubpass-${version}-linux-x64`)
  const install = () => {
    rmSync(packageFolder, { recursive: true, force: true })
    run('tar', 'xzf', findArtifact(`hubpass-${version}-linux-x64.tar.gz`), '-C', folder)
  }
  const program = join(packageFolder, 'hubpass')
  install()
  return { folder, packageFolder, program, env, install, [Symbol.asyncDispose]: dispose }
}

/** Installs the npm package without a registry. It needs the Node of the machine. */
export async function installWithNpm(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine('node')
  const prefix = join(folder, 'prefix')
  const flags = ['--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix]
  const install = () => run('npm', 'install', ...flags, findArtifact(`hubpass-${version}.tgz`))
  const packageFolder = join(prefix, 'lib', 'node_modules', 'hubpass')
  const program = join(prefix, 'bin', 'hubpass')
  install()
  return { folder, packageFolder, program, env, install, [Symbol.asyncDispose]: dispose }
}

/** Installs the Debian package on this machine, and removes it in the end. */
export async function installWithDpkg(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine()
  const install = () => run('dpkg', '--install', findArtifact(`hubpass_${version}_amd64.deb`))
  const packageFolder = '/usr/lib/hubpass'
  install()
  return {
    ...{ folder, packageFolder, program: '/usr/bin/hubpass', env, install },
    isRegistered: true,
    [Symbol.asyncDispose]: async () => {
      run('dpkg', '--purge', 'hubpass')
      await dispose()
    },
  }
}

/** The packages that this machine can install. */
export const packages: Record<string, () => Promise<InstalledPackage>> = {
  'the archive for Linux': unpackArchive,
  'the npm package': installWithNpm,
  ...(process.getuid?.() === 0 ? { 'the Debian package': installWithDpkg } : {}),
}

const ResultSchema = v.object({ ok: v.literal(true), result: v.unknown() })

/** Runs a command of the package as a tester would, and returns its result. */
export async function runCommand(installed: InstalledPackage, ...args: string[]): Promise<unknown> {
  const { program, env, folder } = installed
  const { stdout } = await promisify(execFile)(program, [...args, '--json'], { env, cwd: folder })
  return v.parse(ResultSchema, JSON.parse(stdout)).result
}

/** Adds the site `demo`. */
export async function addSite(installed: InstalledPackage, qlik: QlikSenseDouble): Promise<void> {
  await runCommand(installed, ...listSiteArguments(qlik, await qlik.writeCertificates('good')))
}
