import type { JsonSchema } from '@valibot/to-json-schema'
import { intro } from './intro.ts'

interface Section {
  title: string
  schema: JsonSchema
}

/** Formats the reference of plans from their JSON schema. */
export function formatReference(schema: JsonSchema): string {
  const sections: Section[] = [{ title: 'The plan', schema }]
  const texts: string[] = []
  for (const { title, schema } of sections) texts.push(formatSection(title, schema, sections))
  return `${[intro, ...texts].join('\n\n')}\n`
}

function formatSection(title: string, schema: JsonSchema, sections: Section[]): string {
  const { properties = {}, required = [], description } = schema
  const rows = Object.entries(properties).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return []
    const parts = listObjects(value)
    for (const part of parts)
      if (!sections.some(({ schema }) => JSON.stringify(schema) === JSON.stringify(part)))
        sections.push({
          title: parts.length > 1 ? `${key}\` with \`${part.required?.[0]}` : key,
          schema: part,
        })
    const name = `\`${key}\`${required.includes(key) ? ' (required)' : ''}`
    return [`| ${name} | ${describeType(value)} | ${escapeCell(value.description ?? '')} |`]
  })
  return [
    `## ${title === 'The plan' ? title : `\`${title}\``}`,
    ...(title === 'The plan' || description === undefined ? [] : [description]),
    ['| key | value | meaning |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')
}

/** Returns the objects with keys of their own that a value contains. */
function listObjects(schema: JsonSchema): JsonSchema[] {
  if (schema.properties !== undefined) return [schema]
  const { items, additionalProperties, anyOf = [] } = schema
  return [items, additionalProperties, ...anyOf].flatMap(part =>
    typeof part === 'object' && !Array.isArray(part) ? listObjects(part) : [],
  )
}

function describeType(schema: JsonSchema): string {
  const { const: only, enum: options, anyOf, type, items, properties, additionalProperties } = schema
  if (only !== undefined) return toCode(only)
  if (options !== undefined)
    return options.length > maxOptions
      ? `${toCode(options[0])} to ${toCode(options.at(-1))}`
      : options.map(toCode).join(' ')
  if (anyOf !== undefined)
    return [...new Set(anyOf.map(part => (typeof part === 'boolean' ? '' : describeType(part))))].join(' or ')
  if (type === 'array')
    return `list of: ${typeof items === 'object' && !Array.isArray(items) ? describeType(items) : 'values'}`
  if (properties !== undefined) return 'keys, see below'
  if (typeof additionalProperties === 'object') return `names with: ${describeType(additionalProperties)}`
  return typeNames[String(type)] ?? String(type)
}

const maxOptions = 8

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
}

const toCode = (value: unknown): string => `\`${String(value)}\``

const escapeCell = (text: string): string => text.replaceAll('|', '\\|')
