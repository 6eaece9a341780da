import type { Plugin } from 'vite'

const builtin = /import\('node:([\w/]+)'\)/g
const awaited = /\bawait (import\('node:[\w/]+'\))/g
const awaitedTogether = /\bawait Promise\.all\((\[(?:\s*import\('node:[\w/]+'\),?)+\s*\])\)/g

/**
 * Loads Node's own modules without waiting, so that projects of CommonJS can require what they import. Node
 * refuses to require a file that waits.
 */
export const withoutTopLevelAwait: Plugin = {
  name: 'without-top-level-await',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/companion/')) return undefined
    const load = (_: string, imports: string): string =>
      imports.replaceAll(builtin, "process.getBuiltinModule('node:$1')")
    return code.replaceAll(awaited, load).replaceAll(awaitedTogether, load)
  },
}

/** Node 21 and 22.0 to 22.2 lack this function. */
export const builtinModuleBanner =
  "import{createRequire as __createRequire}from'node:module';process.getBuiltinModule??=__createRequire(import.meta.url);"
