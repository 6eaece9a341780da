import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket, type TlsOptions } from 'node:tls'
import type { SiteConfiguration } from '../../../../companion/config/schema.ts'
import { writeCertificates } from '../../../doubles/qlik-sense/certificates/folders.ts'
import { getSiteCertificates } from '../../../doubles/qlik-sense/certificates/site-certificates.ts'
import { credentialFrom } from '../../../support/site-config.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'
import { OtherEngine } from './engine.ts'
import { type Node, OtherFrontEnd } from './front-end.ts'
import { type Reply, readRequest, send } from './http.ts'
import { OtherServices } from './services.ts'
import { OtherSite } from './site.ts'

/** What a test changes. */
export interface Parts {
  site: OtherSite
  frontEnd: OtherFrontEnd
  services: OtherServices
  engine: OtherEngine
  /** The TLS of the front end. */
  tls: TlsOptions
  /** The TLS of QPS and QRS. */
  backEnd: TlsOptions
}

export type Change = (parts: Parts) => void | Promise<void>

export interface OtherMake extends Parts, AsyncDisposable {
  configuration: SiteConfiguration
}

/**
 * Starts a server that answers like Qlik Sense and shares nothing with the double but its
 * certificates. It differs from the double in everything that no documentation fixes.
 */
export async function startOtherMake(change: Change = () => {}): Promise<OtherMake> {
  const certificates = await getSiteCertificates(['localhost', '127.0.0.1'])
  const site = new OtherSite()
  const frontEnd = new OtherFrontEnd(site)
  const services = new OtherServices(site)
  const engine = new OtherEngine(site, frontEnd)
  const { certificate: cert, key } = certificates.server
  const ca = certificates.authority.pem
  const backEnd = { cert, key, ca, requestCert: true, rejectUnauthorized: false }
  const parts: Parts = { site, frontEnd, services, engine, tls: { cert, key }, backEnd }
  await change(parts)
  const servers: Server[] = []
  const listen = async (server: Server): Promise<number> => {
    servers.push(server)
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
    // A server that listens on a port has an address.
    return (server.address() as AddressInfo).port
  }
  const front = (node: Node) => answerWith(asked => frontEnd.answer(asked, node))
  const hub = createServer(parts.tls, front('hub'))
  hub.on('upgrade', (request, stream, head) => engine.upgrade(request, stream, head))
  site.ports.hub = await listen(hub)
  site.ports.node = await listen(createServer(parts.tls, front('node')))
  site.ports.plain = await listen(createPlainServer(front('plain')))
  site.ports.qps = await listen(
    createServer(
      backEnd,
      answerWith((asked, on) => services.answerQps(asked, on)),
    ),
  )
  site.ports.qrs = await listen(
    createServer(
      backEnd,
      answerWith((asked, on) => services.answerQrs(asked, on)),
    ),
  )
  const folder = await createTemporaryFolder('other-make')
  await writeCertificates(folder.path, 'good', certificates)
  return {
    ...parts,
    configuration: {
      ...{ id: 'other', hub: `https://localhost:${site.ports.hub}` },
      ...{ qps: `localhost:${site.ports.qps}`, qrs: `localhost:${site.ports.qrs}` },
      credential: credentialFrom(folder.path),
    },
    async [Symbol.asyncDispose]() {
      engine.close()
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      await folder[Symbol.asyncDispose]()
    },
  }
}

function answerWith(
  answer: (asked: Awaited<ReturnType<typeof readRequest>>, socket: TLSSocket) => Reply,
): RequestListener {
  return async (request, response) => {
    const socket = request.socket instanceof TLSSocket ? request.socket : new TLSSocket(request.socket)
    send(response, answer(await readRequest(request), socket))
  }
}
