import { fileURLToPath } from 'node:url'
import type { Rollup } from 'vite'

type Graph = Pick<Rollup.PluginContext, 'getModuleInfo'>

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const popup = pathOf('../src/popup/main.tsx')
const worker = pathOf('../src/background/index.ts')

/**
 * Returns the chunk of a module. The popup loads two files before its first frame, because thirty small ones take longer
 * and compress worse: 36 kB instead of 30 kB gzipped. `shared` is what the worker also needs.
 */
export function assignChunk(id: string, graph: Graph): string | null {
  if (id === popup || !findStaticImports(popup, graph).has(id)) return null
  return findStaticImports(worker, graph).has(id) ? 'shared' : 'ui'
}

/** Returns everything that an entry imports statically. The graph of a build is complete when this is first called. */
function findStaticImports(entry: string, graph: Graph): Set<string> {
  const known = importsByEntry.get(entry)
  if (known !== undefined) return known
  const found = new Set([entry])
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  importsByEntry.set(entry, found)
  return found
}

const importsByEntry = new Map<string, Set<string>>()
