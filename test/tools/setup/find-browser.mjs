import { readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { browserPlaces } from './browsers.mjs'
import { SetupProblem } from './problem.mjs'
import { isProgram, onPath } from './program.mjs'

/** The program of a browser that loads our extension: the one that HUBPASS_BROWSER names, else the first that is found. */
export function findBrowser() {
  const named = process.env.HUBPASS_BROWSER
  if (named) return expectProgram(named)
  return (browserPlaces[process.platform] ?? []).flatMap(programsAt).find(isNoSnap)
}

/** @param {string} file */
function expectProgram(file) {
  if (isProgram(file)) return file
  throw new SetupProblem(`HUBPASS_BROWSER names ${file}, which is not a program; correct or unset it.`)
}

/**
 * The programs that a place of the table stands for, newest version first.
 * @param {string} place
 */
function programsAt(place) {
  if (!place.includes('/')) return [onPath(place)].filter(found => found !== undefined)
  const [start = '', ...names] = place.replace(/^~/, homedir().replaceAll('\\', '/')).split('/')
  return names.reduce(namesBelow, [start]).filter(isProgram).reverse()
}

/**
 * One step down the path, from every folder reached so far.
 * @param {string[]} folders
 * @param {string} pattern
 */
const namesBelow = (folders, pattern) =>
  folders.flatMap(folder => {
    if (!pattern.includes('*')) return [`${folder}/${pattern}`]
    const fits = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
    return namesIn(folder)
      .filter(name => fits.test(name))
      .map(name => `${folder}/${name}`)
  })

/** @param {string} folder */
function namesIn(folder) {
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
const isNoSnap = program =>
  !program.startsWith('/snap/') && !realpathSync(program).endsWith(join('usr', 'bin', 'snap'))
