import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { findExecutable } from '../../../scripts/setup/run-program.mjs'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'
import { findArtifact, run, version } from './release.ts'

/** A package on a machine where nothing else of Hubpass is. */
export interface InstalledPackage extends AsyncDisposable {
  /** An empty folder for the data of a test. */
  folder: string
  /** What a tester types. */
  program: string
  env: Record<string, string>
  /** The registration that browsers read without `hubpass install`, if there is one. */
  isRegistered: boolean
  /** The folder to load, if the package says it by itself. */
  extension?: string
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

async function createMachine(...programs: string[]) {
  const folder = await createTemporaryFolder('package')
  const home = join(folder.path, 'home')
  mkdirSync(home)
  const env = { HOME: home, PATH: createPath(folder.path, ...programs), LANG: 'C.UTF-8' }
  return { folder: folder.path, env, dispose: () => folder[Symbol.asyncDispose]() }
}

/** Unpacks the archive for Linux. */
export async function unpackArchive(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine()
  run('tar', 'xzf', findArtifact(`hubpass-${version}-linux-x64.tar.gz`), '-C', folder)
  const program = join(folder, `hubpass-${version}-linux-x64`, 'hubpass')
  return { folder, program, env, isRegistered: false, [Symbol.asyncDispose]: dispose }
}

/** Installs the npm package without a registry. It needs the Node of the machine. */
export async function installWithNpm(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine('node')
  const prefix = join(folder, 'prefix')
  const args = ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix]
  execFileSync('npm', [...args, findArtifact(`hubpass-${version}.tgz`)], { stdio: 'pipe' })
  const program = join(prefix, 'bin', 'hubpass')
  return { folder, program, env, isRegistered: false, [Symbol.asyncDispose]: dispose }
}

/** Installs the Debian package on this machine, and removes it in the end. */
export async function installWithDpkg(): Promise<InstalledPackage> {
  const { folder, env, dispose } = await createMachine()
  run('dpkg', '--install', findArtifact(`hubpass_${version}_amd64.deb`))
  return {
    folder,
    program: '/usr/bin/hubpass',
    env,
    isRegistered: true,
    extension: '/usr/lib/hubpass/extension',
    [Symbol.asyncDispose]: async () => {
      run('dpkg', '--purge', 'hubpass')
      await dispose()
    },
  }
}
