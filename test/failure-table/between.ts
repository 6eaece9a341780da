import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { rawServerName, startRawServer } from '../companion/fixtures/raw-server.ts'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'

/** What stands between the companion and a door of the double, passes everything on, and loses one header. */
export async function losing(qlik: QlikSenseDouble, door: 'qps' | 'qrs', header: string) {
  const { port } = new URL(qlik[door])
  const [cert, key, ca] = ['client.pem', 'client_key.pem', 'root.pem'].map(file =>
    readFileSync(join(qlik.certificates.folder, file)),
  )
  const passOn = (asked: IncomingMessage, response: ServerResponse) => {
    const { [header]: _lost, ...headers } = asked.headers
    const { method, url: path } = asked
    const there = request({ host: 'localhost', port, cert, key, ca, method, path, headers }, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    asked.pipe(there)
  }
  const between = await startRawServer(qlik, passOn)
  return { ...between, site: { [door]: between.address, tlsServerName: rawServerName } }
}
