import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPackageBin } from './setup/package-bin.mjs'
import { fromRoot } from './setup/root.mjs'
import { captureProgram } from './setup/run-program.mjs'

/** @typedef {'chrome' | 'firefox' | 'companion'} Mode */

/** What a build is made of, and what shows that it is there. */
const inputs = ['src', 'companion', 'build', 'vite.config.ts', 'package.json', 'package-lock.json']
const outputs = {
  chrome: 'dist/chrome/manifest.json',
  firefox: 'dist/firefox/manifest.json',
  companion: 'dist/companion/hubpass.mjs',
}

/**
 * Builds what is handed out, whoever asks for it, and remembers from what: Vitest's own environment would make it one for developers.
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

/**
 * Whether the last build was made of the very files that lie here now.
 * @param {Mode} mode
 */
export const isBuilt = mode =>
  existsSync(fromRoot(outputs[mode])) &&
  existsSync(stampFile(mode)) &&
  readFileSync(stampFile(mode), 'utf8') === hashInputs()

/**
 * Builds what is not built yet, all at the same time.
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

/** Names, sizes and times of all inputs. */
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
