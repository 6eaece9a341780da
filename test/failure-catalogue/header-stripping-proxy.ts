import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { rawServerName, startRawServer } from '../support/raw-server.ts'

/**
 * Starts a proxy between the companion and an endpoint of the double. It forwards everything except
 * one header.
 */
export async function startHeaderStrippingProxy(
  qlik: QlikSenseDouble,
  endpoint: 'qps' | 'qrs',
  header: string,
) {
  const { port } = new URL(qlik[endpoint])
  const [cert, key, ca] = ['client.pem', 'client_key.pem', 'root.pem'].map(file =>
    readFileSync(join(qlik.certificates.folder, file)),
  )
  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    const { [header]: _lost, ...headers } = incoming.headers
    const { method, url: path } = incoming
    const outgoing = request({ host: 'localhost', port, cert, key, ca, method, path, headers }, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(outgoing)
  }
  const server = await startRawServer(qlik, forward)
  return { ...server, site: { [endpoint]: server.address, tlsServerName: rawServerName } }
}
