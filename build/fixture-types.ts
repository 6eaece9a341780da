import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * Writes the types of each file that test tools import. Their sources contain only declarations, and need
 * no types of the companion.
 */
export const writeFixtureTypes: Plugin = {
  name: 'fixture-types',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      const [, folder, name] = /^(.*\/companion\/fixtures)\/([\w-]+)\.ts$/.exec(entryOf(chunk)) ?? []
      const source = folder === undefined || name === 'session' ? undefined : `${folder}/api/${name}.ts`
      if (source === undefined) continue
      const text = readFileSync(source, 'utf8').replaceAll(/from '\.\/([\w-]+)\.ts'/g, "from './$1.mjs'")
      this.emitFile({ type: 'asset', fileName: `${name}.d.mts`, source: text })
    }
  },
}

const entryOf = (chunk: { type: string; facadeModuleId?: string | null }): string =>
  (chunk.type === 'chunk' ? chunk.facadeModuleId : undefined)?.replaceAll('\\', '/') ?? ''
