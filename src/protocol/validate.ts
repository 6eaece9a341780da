import * as v from 'valibot'
import { failure } from './errors.ts'

/**
 * Parses external data. Throws BAD_REQUEST with the field (`field` and the path inside it), the
 * value and the expectation.
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
    received: issue.input,
    expected: issue.expected ?? issue.message,
  })
}
