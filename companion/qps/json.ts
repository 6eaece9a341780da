import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { Answer } from './exchange.ts'

/** An answer and who gave it. */
export interface Heard {
  answer: Answer
  /** `host:port` */
  address: string
  /** The Repository Service has a remedy of its own. */
  service?: 'QRS'
  /** Of the question, which the server says that it did not get. */
  lostHeader?: string
}

/** An answer's JSON. Throws UNEXPECTED_RESPONSE when it is none. */
export function readJson(heard: Heard): unknown {
  const { body } = heard.answer
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw unexpected(heard, body.trim() === '' ? 'it says nothing' : 'what it says is not JSON', error)
  }
}

/** JSON as its schema promises. Throws UNEXPECTED_RESPONSE, which says that it is not `what`, and why. */
export function expectShape<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  what: string,
  heard: Heard,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, content)
  if (parsed.success) return parsed.output
  throw unexpected(heard, shortfall(what, parsed.issues[0]))
}

export const unexpected = ({ answer: { status }, ...heard }: Heard, problem: string, cause?: unknown) =>
  failure('UNEXPECTED_RESPONSE', { ...heard, status, problem }, cause)

/** Keys in lower case: documents write camelCase, the wire has PascalCase (qlik-sense-facts §1.4). */
export function lowerKeys(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
}

function shortfall(what: string, issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue)
  if (field === null)
    return `what it says is not ${what} (not an ${issue.expected?.toLowerCase() ?? 'object'})`
  return issue.received === 'undefined'
    ? `what it says is not ${what} (no ${field})`
    : `what it says is not ${what} (${field} is not a ${issue.expected})`
}
