import type { Plugin } from 'vite'

/**
 * Replaces Node modules that slow down the start. An import runs at the start of the file,
 * whichever part needs it. `node:util` loads a command-line parser, which only a library for
 * writing files needs, so it is loaded on use. `node:process` opens all three standard streams,
 * while the global object does not. commander needs `node:child_process` only for subcommands that
 * are separate programs, which Hubpass does not have.
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
