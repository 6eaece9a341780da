import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { HttpResponse } from './request.ts'

/** An answer and who gave it. */
export interface ResponseContext {
  response: HttpResponse
  /** `host:port` */
  address: string
  /** The Repository Service has a remedy of its own. */
  service?: 'QRS'
  /** Of the question, which the server says that it did not get. */
  lostHeader?: string
}

/** An answer's JSON. Throws UNEXPECTED_RESPONSE when it is none. */
export function readJson(context: ResponseContext): unknown {
  const { body } = context.response
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw unexpectedResponse(
      context,
      body.trim() === '' ? 'it says nothing' : 'what it says is not JSON',
      error,
    )
  }
}

/** JSON as its schema promises. Throws UNEXPECTED_RESPONSE, which says that it is not `what`, and why. */
export function parseShape<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  what: string,
  context: ResponseContext,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, content)
  if (parsed.success) return parsed.output
  throw unexpectedResponse(context, describeMismatch(what, parsed.issues[0]))
}

export const unexpectedResponse = (
  { response: { status }, ...context }: ResponseContext,
  problem: string,
  cause?: unknown,
) => failure('UNEXPECTED_RESPONSE', { ...context, status, problem }, cause)

/** Keys in lower case: documents write camelCase, the wire has PascalCase (docs/facts/qlik-sense.md §1.4). */
export function lowercaseKeys(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
}

function describeMismatch(what: string, issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue)
  if (field === null)
    return `what it says is not ${what} (not an ${issue.expected?.toLowerCase() ?? 'object'})`
  return issue.received === 'undefined'
    ? `what it says is not ${what} (no ${field})`
    : `what it says is not ${what} (${field} is not a ${issue.expected})`
}
