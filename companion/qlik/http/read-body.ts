import type { IncomingMessage } from 'node:http'
import { responseTooLongFailure } from './failure-factories.ts'

/** Returns the body of a response as text. Throws UNEXPECTED_RESPONSE if it is longer than `maxBytes`. */
export async function readBody(
  response: IncomingMessage,
  address: string,
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
