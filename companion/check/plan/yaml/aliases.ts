import { type Alias, type Document, isAlias, isCollection, isPair, type Node, visit } from 'yaml'

/** The nodes for which the aliases of a document stand, or undefined for those without an anchor before. */
export type AliasTargets = ReadonlyMap<Alias, Node | undefined>

/** Walks through the document once. The library's own method does so for each alias. */
export function resolveAliases(document: Document): AliasTargets {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node | undefined>()
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) targets.set(node, anchors.get(node.source))
      else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}

/** Far above any plan. A few lines of aliases of aliases stand for billions of values. */
export const maxAliasedValues = 100_000

/** The library compares each alias with all others. */
export const maxAliases = 10_000

/** Returns the first alias that is one too many, or stands for too many values. Expects no cycles. */
export function findExcessiveAlias(targets: AliasTargets): Alias | undefined {
  const sizes = new WeakMap<object, number>()
  const measure = (node: unknown): number => {
    if (typeof node !== 'object' || node === null) return 0
    const known = sizes.get(node)
    if (known !== undefined) return known
    const size = isAlias(node)
      ? measure(targets.get(node))
      : isPair(node)
        ? measure(node.key) + measure(node.value)
        : 1 + (isCollection(node) ? node.items.reduce((sum: number, item) => sum + measure(item), 0) : 0)
    sizes.set(node, size)
    return size
  }
  let [count, values] = [0, 0]
  for (const alias of targets.keys()) {
    count += 1
    values += measure(alias)
    if (count > maxAliases || values > maxAliasedValues) return alias
  }
  return undefined
}
