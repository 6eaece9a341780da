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
  resolveId(id, importer = '', { kind }) {
    const name = id.replace(/^node:/, '')
    const isOwnImport = !importer.startsWith('\0') && !importer.endsWith('/companion/entry.ts')
    if (!isOwnImport || !builtinModules.includes(name)) return undefined
    const isUnused = name === 'child_process' && importer.includes('/node_modules/commander/')
    if (name === 'process' && kind === 'import-statement') return importedProcess
    return prefix + (isUnused ? unused : name)
  },
  load(id) {
    if (id === importedProcess) return 'export default process'
    return id.startsWith(prefix) ? `module.exports = ${toExpression(id.slice(prefix.length))}` : undefined
  },
}

const prefix = '\0builtin:'
const unused = 'unused'

/**
 * What `import process from 'node:process'` takes. The bundler's helper for CommonJS would read every property,
 * also the title of the console. Node for Windows ends with a failed assertion if that is empty
 * (libuv, src/win/util.c; measured with Node 22.23 under Wine).
 */
const importedProcess = '\0imported-process'

function toExpression(name: string): string {
  if (name === unused) return '{}'
  return name === 'process' ? 'process' : `process.getBuiltinModule('node:${name}')`
}
