import type { IncomingMessage } from 'node:http'
import { responseTooLongFailure } from './failure-factories.ts'

/** Returns the body of a response as text. Throws UNEXPECTED_RESPONSE if it is longer than `maxBytes`. */
export function readBody(response: IncomingMessage, address: string, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const fail = () => reject(Object.assign(new Error('the response broke off'), { code: 'ECONNRESET' }))
    // Listeners take less time than a loop over the stream.
    response
      .on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes <= maxBytes) return
        reject(responseTooLongFailure(address, response.statusCode ?? 0, maxBytes))
        response.destroy()
      })
      .on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      .on('error', reject)
      .on('close', () => {
        if (!response.readableEnded) fail()
      })
    if (response.destroyed) fail()
  })
}
