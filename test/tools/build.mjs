import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { binOf } from './setup/bin.mjs'
import { capture } from './setup/program.mjs'
import { fromRoot } from './setup/root.mjs'

/** @typedef {'chrome' | 'firefox' | 'companion'} Mode */

/** What a build is made of, and what shows that it is there. */
const inputs = [
  'src',
  'companion',
  'manifest.config.ts',
  'vite.config.ts',
  'chunks.config.ts',
  'companion-bundle.config.ts',
  'package.json',
  'package-lock.json',
]
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
  const madeOf = fingerprint()
  const result = await capture(process.execPath, [binOf('vite'), 'build', '--mode', mode], {
    NODE_ENV: 'production',
  })
  if (result.code === 0) writeStamp(mode, madeOf)
  return result
}

/**
 * Whether the last build was made of the very files that lie here now.
 * @param {Mode} mode
 */
export const isBuilt = mode =>
  existsSync(fromRoot(outputs[mode])) &&
  existsSync(stampOf(mode)) &&
  readFileSync(stampOf(mode), 'utf8') === fingerprint()

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
const stampOf = mode => fromRoot('node_modules/.cache/hubpass', `${mode}.built-from`)

/**
 * @param {Mode} mode
 * @param {string} madeOf
 */
function writeStamp(mode, madeOf) {
  mkdirSync(dirname(stampOf(mode)), { recursive: true })
  writeFileSync(stampOf(mode), madeOf)
}

/** Names, sizes and times of all inputs. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(input => filesBelow(fromRoot(input)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
const filesBelow = path =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap(name => filesBelow(join(path, name))) : [path]
