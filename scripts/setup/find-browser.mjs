import { readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { browserPaths } from './browser-paths.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, isExecutable } from './run-program.mjs'

/**
 * Returns the program of a browser that loads our extension: HUBPASS_BROWSER, or the first that
 * exists.
 */
export function findBrowser() {
  const configured = process.env.HUBPASS_BROWSER
  if (configured) return requireProgram(configured)
  return (browserPaths[process.platform] ?? []).flatMap(findPrograms).find(isNotSnap)
}

/** @param {string} file */
function requireProgram(file) {
  if (isExecutable(file)) return file
  throw new SetupError(`HUBPASS_BROWSER is ${file}, which is not a program. Correct or unset it.`)
}

/**
 * Returns the programs that match a path pattern, newest version first.
 * @param {string} pathPattern
 */
function findPrograms(pathPattern) {
  if (!pathPattern.includes('/')) return [findExecutable(pathPattern)].filter(found => found !== undefined)
  const [start = '', ...names] = pathPattern.replace(/^~/, homedir().replaceAll('\\', '/')).split('/')
  return names.reduce(expandPattern, [start]).filter(isExecutable).reverse()
}

/**
 * Expands one path segment in every folder found so far.
 * @param {string[]} folders
 * @param {string} pattern
 */
const expandPattern = (folders, pattern) =>
  folders.flatMap(folder => {
    if (!pattern.includes('*')) return [`${folder}/${pattern}`]
    const matcher = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
    return listNames(folder)
      .filter(name => matcher.test(name))
      .map(name => `${folder}/${name}`)
  })

/** @param {string} folder */
function listNames(folder) {
  try {
    return readdirSync(folder).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  } catch {
    return []
  }
}

/**
 * Returns false for a browser from the snap store, which cannot start our companion or use a
 * temporary profile.
 * @param {string} program
 */
const isNotSnap = program =>
  !program.startsWith('/snap/') && !realpathSync(program).endsWith(join('usr', 'bin', 'snap'))
