import * as v from 'valibot'
import { type Message, type MessageKey, message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { findExceededBound, type JsonBounds } from '../../util/json-bounds.ts'
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

/** More than Qlik Sense sends within {@link maxListBytes}, and parsed in a fraction of a second. */
const defaultBounds: JsonBounds = { maxDepth: 64, maxValues: 500_000 }

const boundReasons = {
  maxDepth: 'reason.answerTooNested',
  maxValues: 'reason.answerTooManyItems',
} as const satisfies Record<keyof JsonBounds, MessageKey>

/**
 * Returns the JSON of a response. Throws UNEXPECTED_RESPONSE if it is not JSON or exceeds its
 * bounds, which are checked first.
 */
export function readJson(context: ResponseContext, bounds: Partial<JsonBounds> = {}): unknown {
  const { body } = context.response
  const allBounds = { ...defaultBounds, ...bounds }
  const exceeded = findExceededBound(body, allBounds)
  if (exceeded !== undefined)
    throw unexpectedResponse(context, message(boundReasons[exceeded], { limit: allBounds[exceeded] }))
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
  // Only the first issue is reported, and a long list may have one for each item.
  const parsed = v.safeParse(schema, content, { abortEarly: true })
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
