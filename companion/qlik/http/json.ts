import * as v from 'valibot'
import { type Message, message, type Text } from '#messages/message'
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
      message(body.trim() === '' ? 'reason.saysNothing' : 'reason.notJson'),
      error,
    )
  }
}

/** JSON as its schema promises. Throws UNEXPECTED_RESPONSE, which says that it is not `what`, and why. */
export function parseShape<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  what: Message,
  context: ResponseContext,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, content)
  if (parsed.success) return parsed.output
  throw unexpectedResponse(context, describeMismatch(what, parsed.issues[0]))
}

export const unexpectedResponse = (
  { response: { status }, ...context }: ResponseContext,
  problem: Text,
  cause?: unknown,
) => failure('UNEXPECTED_RESPONSE', { ...context, status, problem }, cause)

/** Keys in lower case: documents write camelCase, the wire has PascalCase (docs/facts/qlik-sense.md §1.4). */
export function lowercaseKeys(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
}

function describeMismatch(expected: Message, issue: v.BaseIssue<unknown>): Message {
  const field = v.getDotPath(issue)
  if (field === null)
    return message('reason.answerNotOfType', { expected, type: issue.expected?.toLowerCase() ?? 'object' })
  return issue.received === 'undefined'
    ? message('reason.answerLacks', { expected, field })
    : message('reason.answerFieldNotOfType', { expected, field, type: issue.expected ?? '' })
}
