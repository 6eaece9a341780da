import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { OutgoingResponse } from './response.ts'

/** The server header of a site (docs/facts/qlik-sense.md §3.2). */
const SERVER = 'Microsoft-HTTPAPI/2.0'

export function sendHead(
  { status, headers }: OutgoingResponse,
  response: ServerResponse,
  more: OutgoingHttpHeaders,
): void {
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : [...value],
  ])
  response.writeHead(status, { server: SERVER, ...Object.fromEntries(own), ...more })
}

/** Sends a response. Does nothing when the client has disconnected. */
export function send(answer: OutgoingResponse, response: ServerResponse): void {
  if (response.destroyed) return
  const length = answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) }
  sendHead(answer, response, length)
  response.end(answer.body)
}
