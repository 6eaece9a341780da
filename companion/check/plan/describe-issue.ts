import type * as v from 'valibot'
import { isSimilar, sortByEditDistance } from '#protocol/edit-distance'
import type { Problems } from './problem.ts'
import { quoteSource, type YamlText } from './yaml/parse.ts'

interface Target {
  yaml: YamlText
  problems: Problems
  /** The schema of the whole text, which knows the keys of each part. */
  schema: v.GenericSchema
}

/** Reports what a schema does not accept, at its place. */
export function reportIssue(issue: v.BaseIssue<unknown>, { yaml, problems, schema }: Target): void {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  const name = formatPath(path)
  const last = String(path.at(-1) ?? '')
  const isKey = issue.path?.at(-1)?.origin === 'key'
  if (path.length === 0 && (issue.input === null || issue.input === undefined)) {
    problems.add(
      yaml.locate(path),
      'The file is empty',
      'Write a plan. "hubpass check init SITE" prints one.',
    )
    return
  }
  if (Array.isArray(issue.input) && issue.type === 'custom') {
    problems.add(yaml.locate(path), `${name} is a list`, 'Write keys with values here.')
    return
  }
  if (issue.received === 'undefined') {
    problems.add(yaml.locate(path), `${name} is missing`, `Add ${last}.`)
    return
  }
  if (isKey) {
    if (last === '<<') {
      problems.add(yaml.locateKey(path), 'A plan has no merge keys', 'Write the keys and values themselves.')
      return
    }
    const known = issue.type === 'strict_object' ? listKeys(schema, path.slice(0, -1)) : listOptions(issue)
    problems.add(
      yaml.locateKey(path),
      `${quoteSource(yaml, [], last)} is no known key${path.length > 1 ? ` of ${formatPath(path.slice(0, -1))}` : ''}`,
      suggest(last, known) ?? (known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'Remove it.'),
    )
    return
  }
  const isText = issue.expected === 'string' && typeof issue.input !== 'string'
  const known = typeof issue.input === 'string' ? listOptions(issue) : []
  problems.add(
    yaml.locate(path),
    `${name} is ${quoteSource(yaml, path, issue.input)}`,
    isText && /number|boolean/.test(typeof issue.input)
      ? 'Put quotation marks around it: it must be a text.'
      : ((typeof issue.input === 'string' ? suggest(issue.input, known) : undefined) ??
          `Expected ${describeExpected(issue)}.`),
  )
}

/** A rule of ours says what it expects; the library says it by itself for the others. */
function describeExpected(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation' || !issue.message.startsWith('Invalid ')) return issue.message
  const options = listOptions(issue)
  if (options.length > maxListed) return `one of ${options.slice(0, maxListed).join(', ')} and others`
  if (options.length > 0) return options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`
  return typeNames[issue.expected ?? ''] ?? issue.expected ?? issue.message
}

const maxListed = 8

const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'keys with values',
}

/** Returns the values that a picklist or literal accepts. */
const listOptions = ({ expected }: v.BaseIssue<unknown>): string[] =>
  [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, option = '']) => option)

function suggest(typed: string, known: readonly string[]): string | undefined {
  if (typed.length > maxTypedLength) return undefined
  const word = typed.toLowerCase()
  const [nearest = ''] = sortByEditDistance(
    word,
    known.map(each => each.toLowerCase()),
  )
  const isNear =
    nearest !== '' && (isSimilar(word, nearest) || nearest.startsWith(word) || word.startsWith(nearest))
  return isNear ? `Did you mean ${known.find(each => each.toLowerCase() === nearest)}?` : undefined
}

/** The distance of long texts takes long. */
const maxTypedLength = 100

interface SchemaPart {
  type: string
  entries?: Record<string, SchemaPart>
  item?: SchemaPart
  value?: SchemaPart
  wrapped?: SchemaPart
  options?: readonly SchemaPart[]
}

/** Returns the keys that a part of a text may have. */
function listKeys(schema: v.GenericSchema, path: readonly (string | number)[]): string[] {
  let parts: SchemaPart[] = expandPart(schema as unknown as SchemaPart)
  for (const step of path)
    parts = parts
      .flatMap(({ entries, item, value }) => [entries?.[step], item, value])
      .flatMap(each => (each === undefined ? [] : expandPart(each)))
  return [...new Set(parts.flatMap(({ entries }) => Object.keys(entries ?? {})))]
}

const expandPart = (part: SchemaPart): SchemaPart[] =>
  part.wrapped !== undefined
    ? expandPart(part.wrapped)
    : part.type === 'union'
      ? (part.options ?? []).flatMap(expandPart)
      : [part]

/** `personas.1.user`, as `config.json` names its fields. */
const formatPath = (path: readonly (string | number)[]): string => path.join('.') || 'The file'
