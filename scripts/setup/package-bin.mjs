import { readFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'

/**
 * Returns the program file of a package. Started with our own Node it needs no shell, not even on
 * Windows.
 * @param {string} name
 * @param {string} [program]
 */
export function findPackageBin(name, program = name.replace(/^.*\//, '')) {
  const { bin } = JSON.parse(readFileSync(fromRoot('node_modules', name, 'package.json'), 'utf8'))
  return fromRoot('node_modules', name, typeof bin === 'string' ? bin : bin[program])
}
