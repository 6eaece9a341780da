import type { IncomingMessage } from 'node:http'
import type { Endpoint } from './request.ts'
import { responseTooLongFailure } from './unusable-response.ts'

/** The text of an answer. Throws UNEXPECTED_RESPONSE when it is longer than `maxBytes`. */
export async function readBody(
  { address }: Endpoint,
  response: IncomingMessage,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes) throw responseTooLongFailure(address, response.statusCode ?? 0, maxBytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
