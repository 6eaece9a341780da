import { deflateRawSync } from 'node:zlib'
import { build, esmExternalRequirePlugin, type Plugin, type Rollup } from 'vite'

/**
 * What makes the one file start fast. Node reads every function of it at every start, also those that nobody calls, and a module
 * of Node costs when it is imported.
 */
export const quickStart = (): Plugin[] => [nodeSparingly, keptAsText('companion/credentials/forge.ts')]

/**
 * An import is done at the start of the file, whichever part needs it. `node:util` brings a parser of command lines along, for a
 * library that writes files: it is asked for when that runs. To import `node:process` is to open all three standard streams, whoever
 * needs them; the global is the same object without. And commander has `node:child_process` for commands that are programs of their
 * own, of which we have none.
 */
const nodeSparingly: Plugin = {
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

/** Keeps a module, with all that it imports, as a text that Node understands when the module is first imported. */
function keptAsText(path: string): Plugin {
  return {
    name: 'kept-as-text',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(`/${path}`)) return
      const { code, exports } = await bundle(id)
      return `
        const { inflateRawSync } = await import('node:zlib')
        const text = '${deflateRawSync(code, { level: 9 }).toString('base64')}'
        const code = inflateRawSync(Buffer.from(text, 'base64')).toString('base64')
        export const { ${exports.join(', ')} } = await import(\`data:text/javascript;base64,\${code}\`)`
    },
  }
}

/** The module as one file of its own, which may import nothing but Node. */
async function bundle(entry: string): Promise<Rollup.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    // `require` is made from the address of a module, which a text has not.
    plugins: [esmExternalRequirePlugin({ external: ['crypto'] })],
    publicDir: false,
    ssr: { target: 'node', noExternal: true },
    build: { ssr: entry, write: false, target: 'node20', minify: true },
  })
  const [output] = [built].flat()
  if (output === undefined || !('output' in output)) throw new Error(`nothing was built of ${entry}`)
  return output.output[0]
}
