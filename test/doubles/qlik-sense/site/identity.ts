import * as v from 'valibot'
import type { Identity } from './sessions.ts'

/** Thrown for an identity that QPS rejects, with its message where known. */
export class IdentityRefused extends Error {}

const AttributeList = v.array(v.record(v.string(), v.string()))

export interface PostedIdentity extends Identity {
  readonly sessionId?: string
  readonly targetId?: string
}

/**
 * Parses the body of a POST to `session` or `ticket`. Property names ignore case
 * (docs/facts/qlik-sense.md §1.4).
 */
export function parsePosted(body: string): PostedIdentity {
  const fields = parseFields(body)
  const attributes = fields.get('attributes') ?? undefined
  return {
    userDirectory: requireName(fields, 'UserDirectory'),
    userId: requireName(fields, 'UserId'),
    ...(attributes === undefined ? {} : { attributes: parseAttributes(attributes) }),
    ...readTextField(fields, 'sessionId'),
    ...readTextField(fields, 'targetId'),
  }
}

function parseFields(body: string): Map<string, unknown> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), body)
  if (!parsed.success || Array.isArray(parsed.output))
    throw new IdentityRefused('The body is not a JSON object')
  return new Map(Object.entries(parsed.output).map(([name, value]) => [name.toLowerCase(), value]))
}

/**
 * Returns a trimmed name. Rejects blank names and backslashes: documented for tickets, inferred for
 * sessions (docs/facts/qlik-sense.md §1.4).
 */
function requireName(fields: Map<string, unknown>, name: 'UserDirectory' | 'UserId'): string {
  const value = fields.get(name.toLowerCase())
  // The message is that of a fake, after Json.NET (docs/facts/qlik-sense.md §1.5).
  if (typeof value !== 'string') throw new IdentityRefused(`Required property '${name}' not found in JSON`)
  const trimmed = value.trim()
  if (trimmed === '') throw new IdentityRefused(`${name} cannot be only whitespace`)
  if (trimmed.includes('\\')) throw new IdentityRefused(`${name} cannot contain a backslash`)
  return trimmed
}

function readTextField<Name extends 'sessionId' | 'targetId'>(
  fields: Map<string, unknown>,
  name: Name,
): { [K in Name]?: string } {
  const value = fields.get(name.toLowerCase())
  // The compiler loses the type of a computed key.
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { [K in Name]?: string }) : {}
}

/**
 * Parses `[{"A":"v"},…]`, where an object may hold several pairs (docs/facts/qlik-sense.md §1.3).
 */
function parseAttributes(value: unknown): (readonly [string, string])[] {
  const parsed = v.safeParse(AttributeList, value)
  if (!parsed.success) throw new IdentityRefused('Attributes is not a list of names with values')
  return parsed.output.flatMap(each => Object.entries(each))
}
