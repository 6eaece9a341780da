import { readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { browserPaths } from './browser-paths.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, isExecutable } from './run-program.mjs'

/** The program of a browser that loads our extension: the one that HUBPASS_BROWSER names, else the first that is found. */
export function findBrowser() {
  const configured = process.env.HUBPASS_BROWSER
  if (configured) return requireProgram(configured)
  return (browserPaths[process.platform] ?? []).flatMap(findPrograms).find(isNotSnap)
}

/** @param {string} file */
function requireProgram(file) {
  if (isExecutable(file)) return file
  throw new SetupError(`HUBPASS_BROWSER names ${file}, which is not a program; correct or unset it.`)
}

/**
 * The programs that a place of the table stands for, newest version first.
 * @param {string} pathPattern
 */
function findPrograms(pathPattern) {
  if (!pathPattern.includes('/')) return [findExecutable(pathPattern)].filter(found => found !== undefined)
  const [start = '', ...names] = pathPattern.replace(/^~/, homedir().replaceAll('\\', '/')).split('/')
  return names.reduce(expandPattern, [start]).filter(isExecutable).reverse()
}

/**
 * One step down the path, from every folder reached so far.
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
 * A browser from the snap store may not start our companion, nor see a profile in the temporary folder.
 * @param {string} program
 */
const isNotSnap = program =>
  !program.startsWith('/snap/') && !realpathSync(program).endsWith(join('usr', 'bin', 'snap'))
