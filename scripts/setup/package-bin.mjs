import { readFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'

/**
 * The file that a package runs as its program. Started with our own Node it needs no shell, on Windows neither.
 * @param {string} name
 * @param {string} [program]
 */
export function findPackageBin(name, program = name.replace(/^.*\//, '')) {
  const { bin } = JSON.parse(readFileSync(fromRoot('node_modules', name, 'package.json'), 'utf8'))
  return fromRoot('node_modules', name, typeof bin === 'string' ? bin : bin[program])
}
