import { builtinModules } from 'node:module'
import type { Plugin } from 'vite'

/**
 * Lets the companion take Node's own modules from `process.getBuiltinModule` and not by `import`. An import
 * goes through Node's module loader and reads every export of the module, some of which load more: `fs`
 * loads streams, `process` opens all three standard streams. It also loads a module at the start of the
 * file, whichever part needs it. Commander uses `child_process` only for commands that are programs of
 * their own, of which Hubpass has none.
 */
export const builtinsWithoutImport: Plugin = {
  name: 'builtins-without-import',
  enforce: 'pre',
  resolveId(id, importer = '') {
    const name = id.replace(/^node:/, '')
    const isOwnImport = !importer.startsWith('\0') && !importer.endsWith('/companion/entry.ts')
    if (!isOwnImport || !builtinModules.includes(name)) return undefined
    const isUnused = name === 'child_process' && importer.includes('/node_modules/commander/')
    return prefix + (isUnused ? unused : name)
  },
  load(id) {
    return id.startsWith(prefix) ? `module.exports = ${toExpression(id.slice(prefix.length))}` : undefined
  },
}

const prefix = '\0builtin:'
const unused = 'unused'

function toExpression(name: string): string {
  if (name === unused) return '{}'
  return name === 'process' ? 'process' : `process.getBuiltinModule('node:${name}')`
}
