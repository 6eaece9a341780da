import * as v from 'valibot'
import { failure } from './errors.ts'

/**
 * What came from outside, as its schema promises.
 * Throws BAD_REQUEST that names the field (`what` and the path inside it), the value received and what was expected.
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
