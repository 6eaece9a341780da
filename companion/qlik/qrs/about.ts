import * as v from 'valibot'
import { message } from '#messages/message'
import { parseShape } from '../http/json.ts'
import type { QrsClient, QrsRequestOptions } from './client.ts'

const AboutSchema = v.object({ buildVersion: v.string(), nodeType: v.optional(v.unknown()) })

export interface About {
  /** The release of Qlik Sense, e.g. `26.31.3.0`. */
  buildVersion: string
  /** The kind of the node, if the server reports it. */
  node?: 'central' | 'rim'
}

/**
 * Reads release and kind of the server (docs/facts/qlik-sense.md §4.2). Throws the same codes as
 * {@link QrsClient.get}.
 */
export async function readAbout(qrs: QrsClient, options: QrsRequestOptions): Promise<About> {
  const { content, context } = await qrs.get('/qrs/about', options)
  const { buildVersion, nodeType } = parseShape(AboutSchema, content, message('reason.answerServer'), context)
  const node = nodeType === 1 ? 'central' : nodeType === 2 ? 'rim' : undefined
  return node === undefined ? { buildVersion } : { buildVersion, node }
}
