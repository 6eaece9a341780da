import * as v from 'valibot'
import { type Message, message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import type { HttpResponse } from './endpoint.ts'

/** A response and who sent it. */
export interface ResponseContext {
  response: HttpResponse
  /** `host:port` */
  address: string
  /** Set for the Repository Service, which has a remedy of its own. */
  service?: 'QRS'
  /** A request header that the server did not receive. */
  lostHeader?: string
}

/** Returns the JSON of a response. Throws UNEXPECTED_RESPONSE if it is not JSON. */
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

/**
 * Returns the content typed by its schema. Throws UNEXPECTED_RESPONSE with what was expected and
 * why.
 */
export function parseShape<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  expected: Message,
  context: ResponseContext,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, content)
  if (parsed.success) return parsed.output
  throw unexpectedResponse(context, describeMismatch(expected, parsed.issues[0]))
}

export const unexpectedResponse = (
  { response: { status }, ...context }: ResponseContext,
  problem: Text,
  cause?: unknown,
) => failure('UNEXPECTED_RESPONSE', { ...context, status, problem }, cause)

/**
 * Lowercases the keys: Qlik documents camelCase but sends PascalCase (docs/facts/qlik-sense.md
 * §1.4).
 */
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
