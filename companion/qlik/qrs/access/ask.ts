import * as v from 'valibot'
import { message } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { parseShape } from '../../http/json.ts'
import type { QrsClient, QrsRequestOptions } from '../client.ts'

/** What QRS answers, or the reason why it does not. */
export type Answer<Content> = { content: Content } | NoAnswer

export interface NoAnswer {
  /** In English. */
  reason: string
  /** Whether the release or the license has no such path. */
  isAbsent: boolean
}

/**
 * Reads a path, and gives a reason instead of throwing if QRS does not answer. Throws CANCELLED, and
 * for a bug.
 */
export async function ask<Schema extends v.GenericSchema>(
  qrs: QrsClient,
  path: string,
  schema: Schema,
  options: QrsRequestOptions,
): Promise<Answer<v.InferOutput<Schema>>> {
  const [name = path] = path.split('?')
  try {
    const { content, context } = await getFiltered(qrs, path, options)
    return { content: parseShape(schema, content, message('reason.answerOfPath', { path: name }), context) }
  } catch (error) {
    const { code, message: reason, details } = toFinding(error)
    if (code === 'CANCELLED' || code === 'INTERNAL') throw error
    return { reason, isAbsent: details.status === 404 }
  }
}

export const askForList = <Schema extends v.GenericSchema>(
  qrs: QrsClient,
  path: string,
  schema: Schema,
  options: QrsRequestOptions,
): Promise<Answer<v.InferOutput<Schema>[]>> => ask(qrs, path, v.array(schema), options)

/**
 * Reads the whole list from a server that does not understand the filter. Whether it can filter by a
 * property of a nested item is inferred (docs/facts/qlik-sense.md §4.5).
 */
async function getFiltered(qrs: QrsClient, path: string, options: QrsRequestOptions) {
  const [whole = path, filter] = path.split('?')
  try {
    return await qrs.get(path, options)
  } catch (error) {
    if (filter === undefined || !isFilterRefused(error)) throw error
    return qrs.get(whole, options)
  }
}

const isFilterRefused = (error: unknown): boolean =>
  error instanceof HubpassError && error.finding.details.status === 400
