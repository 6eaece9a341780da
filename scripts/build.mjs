import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPackageBin } from './setup/package-bin.mjs'
import { fromRoot } from './setup/root.mjs'
import { captureProgram } from './setup/run-program.mjs'

/** @typedef {'chrome' | 'firefox' | 'companion'} Mode */

/** The inputs of a build. */
const inputs = [
  'src',
  'companion',
  'build',
  'manifest.config.ts',
  'vite.config.ts',
  'test/doubles/qlik-sense',
  'test/support/secrets',
  'package.json',
  'package-lock.json',
]
const outputs = {
  chrome: 'dist/chrome/manifest.json',
  firefox: 'dist/firefox/manifest.json',
  companion: 'dist/companion/hubpass.mjs',
}

/**
 * Builds the shipped files in a clean environment, since Vitest's environment would cause a
 * development build. Records the inputs.
 * @param {Mode} mode
 */
export async function build(mode) {
  const inputHash = hashInputs()
  const result = await captureProgram(process.execPath, [findPackageBin('vite'), 'build', '--mode', mode], {
    NODE_ENV: 'production',
  })
  if (result.code === 0) writeStamp(mode, inputHash)
  return result
}

/** Builds all, whatever was built before. */
export const buildAll = () =>
  Promise.all(/** @type {const} */ (['chrome', 'firefox', 'companion']).map(build))

/**
 * Returns whether the last build was made from the current files.
 * @param {Mode} mode
 */
export const isBuilt = mode =>
  existsSync(fromRoot(outputs[mode])) &&
  existsSync(stampFile(mode)) &&
  readFileSync(stampFile(mode), 'utf8') === hashInputs()

/**
 * Builds what is missing or outdated, in parallel.
 * @param {readonly Mode[]} modes
 */
export async function ensureBuilt(modes) {
  const results = await Promise.all(modes.filter(mode => !isBuilt(mode)).map(build))
  const failed = results.find(({ code }) => code !== 0)
  if (failed !== undefined) throw new Error(`The build failed:\n${failed.output}`)
}

/** @param {Mode} mode */
const stampFile = mode => fromRoot('node_modules/.cache/hubpass', `${mode}.built-from`)

/**
 * @param {Mode} mode
 * @param {string} builtFrom
 */
function writeStamp(mode, builtFrom) {
  mkdirSync(dirname(stampFile(mode)), { recursive: true })
  writeFileSync(stampFile(mode), builtFrom)
}

/** Returns a hash of the names, sizes and times of all inputs. */
function hashInputs() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(input => listFiles(fromRoot(input)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
const listFiles = path =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap(name => listFiles(join(path, name))) : [path]
