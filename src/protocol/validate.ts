import * as v from 'valibot'
import { message } from '#messages/message'
import { failure } from './errors.ts'

/**
 * Parses external data. Throws BAD_REQUEST with the field (`field` and the path inside it) and the
 * expectation. Hides texts and lists that it received: a session id may be among them.
 */
export function parseOrThrow<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  field: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw failure('BAD_REQUEST', {
    field: path === null ? field : `${field}: ${path}`,
    received: hideContent(issue.input),
    expected: issue.expected ?? issue.message,
  })
}

/** Replaces everything that may contain a text by its length in JSON. */
export function hideContent(value: unknown): unknown {
  const length = typeof value === 'string' ? value.length : JSON.stringify(value)?.length
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
    ? message('reason.hiddenValue', { length: length ?? 0 })
    : value
}
