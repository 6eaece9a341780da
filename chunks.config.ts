import { fileURLToPath } from 'node:url'
import type { Rollup } from 'vite'

type Graph = Pick<Rollup.PluginContext, 'getModuleInfo'>

const entryAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const popup = entryAt('src/popup/main.tsx')
const worker = entryAt('src/background/index.ts')

/**
 * Into which file a module of the extension goes. All that the popup loads at once lies in two: many small files weigh more than
 * few, and hold up its first frame. What it shares with the worker is apart from what it draws with.
 */
export function chunkOf(id: string, graph: Graph): string | null {
  if (id === popup || !loadedBy(popup, graph).has(id)) return null
  return loadedBy(worker, graph).has(id) ? 'shared' : 'ui'
}

/** What an entry imports before it runs, itself or through others. A build has one graph, so it is looked at once. */
function loadedBy(entry: string, graph: Graph): Set<string> {
  const known = loaded.get(entry)
  if (known !== undefined) return known
  const found = new Set([entry])
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  loaded.set(entry, found)
  return found
}

const loaded = new Map<string, Set<string>>()
