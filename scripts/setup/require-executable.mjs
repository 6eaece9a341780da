import { SetupError } from './run-main.mjs'
import { findExecutable } from './run-program.mjs'

/**
 * Returns the path of a program on the PATH. Throws {@link SetupError} with the remedy if it is missing.
 * @param {string} name
 * @param {string} remedy
 */
export function requireExecutable(name, remedy) {
  const found = findExecutable(name)
  if (found === undefined) throw new SetupError(`${name} is not on the PATH. ${remedy}`)
  return found
}
