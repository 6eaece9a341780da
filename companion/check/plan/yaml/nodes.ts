import { type Document, isAlias, isCollection, isMap, isNode, isScalar } from 'yaml'
import type { AliasTargets } from './aliases.ts'

/** The keys and indexes that lead to a part of a text. */
export type Path = readonly (string | number)[]

/** Returns the node at a path, or the nearest one around it that exists. */
export const findNearest = (find: (path: Path) => unknown, path: Path): unknown => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = find(path.slice(0, length))
    if (isNode(node)) return node
  }
  return undefined
}

/** Returns the node at a path. Follows aliases, which the library's own method does not. */
export function findNode(document: Document, targets: AliasTargets, path: Path): unknown {
  let node: unknown = document.contents
  for (const step of path) {
    if (isAlias(node)) node = targets.get(node)
    node = isCollection(node) ? node.get(step, true) : undefined
  }
  return node
}

/** Returns the node of the key at a path. */
export function findKey(document: Document, targets: AliasTargets, path: Path): unknown {
  const parent = findNode(document, targets, path.slice(0, -1))
  const map = isAlias(parent) ? targets.get(parent) : parent
  if (!isMap(map)) return undefined
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))?.key
}
