import type { Plugin } from 'vite'

/**
 * What makes the program start fast: a module of Node costs when it is imported, and an import is done at the start of the file,
 * whichever part needs it. `node:util` brings a parser of command lines along, for a library that writes files: it is asked for when
 * that runs. To import `node:process` is to open all three standard streams, whoever needs them; the global is the same object
 * without. And commander has `node:child_process` for commands that are programs of their own, of which we have none.
 */
export const nodeSparingly: Plugin = {
  name: 'node-sparingly',
  enforce: 'pre',
  resolveId(id, importer = '') {
    if (id === 'node:process') return '\0global-process'
    if (id === 'node:util' && importer.includes('/node_modules/')) return '\0late-util'
    return id === 'node:child_process' && importer.includes('/node_modules/commander/')
      ? '\0no-programs'
      : undefined
  },
  load: id => spared[id],
}

const spared: Record<string, string> = {
  '\0global-process': 'module.exports = globalThis.process',
  '\0no-programs': 'module.exports = {}',
  '\0late-util': "module.exports = require('node:util')",
}
