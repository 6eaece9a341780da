import { isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import { quote } from '#protocol/text'
import type { Place, Problems } from '../problem.ts'
import { findExcessiveAlias, maxAliasedValues, maxAliases, resolveAliases } from './aliases.ts'
import { explainYamlError } from './explain-error.ts'
import { findKey, findNearest, findNode, type Path } from './nodes.ts'

/** A YAML text as a value, with the places of its parts. */
export interface YamlText {
  value: unknown
  /** Returns the place of a value, or of the nearest one around it that exists. */
  locate(path: Path): Place
  /** Returns the place of a key. */
  locateKey(path: Path): Place
  /** Returns the scalar as it is written, before variables were filled in. */
  sourceOf(path: Path): string | undefined
}

export interface YamlOptions {
  file: string
  problems: Problems
  /** Returns a text with its variables filled in, or undefined after it has reported a problem. */
  expand: (text: string, place: Place) => string | undefined
}

/** Parses a YAML text. Returns undefined after it has reported why the text has no value. */
export function parseYaml(text: string, { file, problems, expand }: YamlOptions): YamlText | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const toPlace = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const placeOf = (node: unknown): Place => toPlace((isNode(node) && node.range?.[0]) || 0)
  const errors = [...document.errors, ...document.warnings]
  const deep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  for (const { code, message, pos } of deep === undefined ? errors : [deep])
    problems.add(toPlace(pos[0]), ...explainYamlError(code, message))
  if (errors.length > 0) return undefined
  const sources = new Map<Node, string>()
  const targets = resolveAliases(document)
  let isSound = true
  const report = (node: unknown, problem: string, remedy: string): void => {
    isSound = false
    problems.add(placeOf(node), problem, remedy)
  }
  visit(document, {
    Alias(_, node, ancestors) {
      const target = targets.get(node)
      if (target === undefined)
        report(node, `Nothing has the anchor &${node.source}`, 'Define the anchor before it is used.')
      else if (ancestors.some(each => each === target))
        report(node, `The alias *${node.source} contains itself`, 'Write the values instead of the alias.')
    },
    Pair(_, { key }) {
      if (!isScalar(key)) report(key, 'A key is no text', 'Write one word before the colon.')
    },
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return
      const expanded = expand(node.value, placeOf(node))
      if (expanded === undefined) isSound = false
      else if (expanded !== node.value) {
        sources.set(node, node.value)
        node.value = expanded
      }
    },
  })
  const excessive = isSound ? findExcessiveAlias(targets) : undefined
  if (excessive !== undefined)
    report(
      excessive,
      `The aliases until here are more than ${toCount(maxAliases)}, or stand for more than ${toCount(maxAliasedValues)} values`,
      'Write the values instead of aliases.',
    )
  if (!isSound) return undefined
  const find = (path: Path): unknown => findNode(document, targets, path)
  return {
    value: document.toJS({ maxAliasCount: -1 }),
    locate: path => placeOf(findNearest(find, path)),
    locateKey: path => placeOf(findKey(document, targets, path) ?? findNearest(find, path)),
    sourceOf: path => {
      const node = find(path)
      return isNode(node) ? sources.get(node) : undefined
    },
  }
}

const toCount = (count: number): string => count.toLocaleString('en')

/** Quotes a value as it is written. A variable can hold what nobody may read. */
export const quoteSource = (text: YamlText, path: Path, value: unknown): string =>
  quote(text.sourceOf(path) ?? value)
