import type { IncomingMessage } from 'node:http'
import { failure } from '#protocol/errors'
import type { Door } from './exchange.ts'

/** The text of an answer. Throws UNEXPECTED_RESPONSE when it is longer than `maxBytes`. */
export async function readBody(door: Door, response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLong(door, response, maxBytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLong = ({ address }: Door, { statusCode }: IncomingMessage, maxBytes: number) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status: statusCode ?? 0,
    problem: `its answer is longer than ${maxBytes} bytes`,
  })
