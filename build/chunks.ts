import { fileURLToPath } from 'node:url'
import type { Rollup } from 'vite'

type Graph = Pick<Rollup.PluginContext, 'getModuleInfo'>

const toPath = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const popup = toPath('../src/popup/main.tsx')
const worker = toPath('../src/background/index.ts')

/**
 * Returns the chunk of a module. The popup loads two files before its first frame. Thirty small
 * files would take longer and compress worse: 36 kB instead of 30 kB gzipped. `shared` also serves
 * the worker.
 */
export function assignChunk(id: string, graph: Graph): string | null {
  if (id === popup || !findStaticImports(popup, graph).has(id)) return null
  return findStaticImports(worker, graph).has(id) ? 'shared' : 'ui'
}

/**
 * Returns everything that an entry imports statically. The module graph is complete when this is
 * first called.
 */
function findStaticImports(entry: string, graph: Graph): Set<string> {
  const known = importsByEntry.get(entry)
  if (known !== undefined) return known
  const found = new Set([entry])
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  importsByEntry.set(entry, found)
  return found
}

const importsByEntry = new Map<string, Set<string>>()
