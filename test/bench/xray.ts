import { readFile } from 'node:fs/promises'
import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import { Agent, request as requestTls } from 'node:https'
import { text } from 'node:stream/consumers'
import { connect, createSecureContext, type SecureContext, type SecureVersion } from 'node:tls'
import { WebSocket } from 'ws'
import { runXray } from '../../companion/xray/run.ts'
import { createPort } from '../../companion/xray/site/create-port.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { RecordedRequest } from '../doubles/qlik-sense/http/request-pipeline.ts'
import { siteConfigFor } from '../support/site-config.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { type Comparison, measureMs } from './measure.ts'

/**
 * Compares an X-ray with its own requests, which a bare client repeats in the same order. The bare
 * client checks nothing and waits for one message of each WebSocket.
 */
export async function compareXray(): Promise<Comparison & AsyncDisposable> {
  const qlik = await QlikSenseDouble.start({ hardened: true })
  const home = await createTemporaryFolder('bench')
  const { HUBPASS_HOME: homeBefore } = process.env
  process.env.HUBPASS_HOME = home.path
  const xray = async (): Promise<void> => {
    const user = { userDirectory: 'DOMAIN', userId: 'User1' }
    const signal = new AbortController().signal
    const port = await createPort({ site: siteConfigFor(qlik), prefix: 'sales', user, signal })
    await runXray(port, { allow: [] }).finally(() => port.endAll())
  }
  await xray()
  const requests = [...qlik.requests]
  const repeat = await createBareClient(qlik)
  return {
    title: `An X-ray of ${requests.length} requests`,
    target: { against: 'bare requests', ratio: 1.5, comparison: 'at most' },
    subjects: {
      'X-ray': () => measureMs(xray),
      'bare requests': () =>
        measureMs(async () => {
          for (const request of requests) await repeat(request)
          for (const maxVersion of ['TLSv1.3', 'TLSv1.1'] as const) await shakeHands(qlik.hub, maxVersion)
        }),
    },
    [Symbol.asyncDispose]: async () => {
      if (homeBefore === undefined) delete process.env.HUBPASS_HOME
      else process.env.HUBPASS_HOME = homeBefore
      await home[Symbol.asyncDispose]()
      await qlik[Symbol.asyncDispose]()
    },
  }
}

/** Keeps idle connections as long as Hubpass does. */
const pool = { keepAlive: true, timeout: 1_000 }

async function createBareClient(qlik: QlikSenseDouble): Promise<(request: RecordedRequest) => Promise<void>> {
  const read = (name: string) => readFile(`${qlik.certificates.folder}/${name}.pem`)
  const ca = await read('root')
  const trust = { secureContext: createSecureContext({ ca }) }
  const cert = await read('client')
  const key = await read('client_key')
  const front = new Agent({ ...pool, ...trust })
  const backEnd = new Agent({ ...pool, secureContext: createSecureContext({ ca, cert, key }) })
  const plain = new PlainAgent(pool)
  const origins = { qps: qlik.qps, qrs: qlik.qrs, proxy: qlik.hub }
  return async ({ endpoint, secure, method, target, headers, body, clientCertificate }) => {
    if (headers.upgrade !== undefined) return openSocket(`${qlik.hub}${target}`, headers, trust)
    const isForeign = headers.host?.endsWith('.invalid') === true
    const origin =
      isForeign || endpoint !== 'proxy' ? origins[endpoint] : `http${secure ? 's' : ''}://${headers.host}`
    const agent = secure ? (clientCertificate === undefined ? front : backEnd) : plain
    const send = secure ? requestTls : requestPlain
    const options = { method, headers, agent, ...(isForeign ? { servername: 'localhost' } : {}) }
    await new Promise<unknown>((resolve, reject) => {
      send(`${origin}${target}`, options, response => text(response).then(resolve, reject))
        .on('error', reject)
        .end(body)
    })
  }
}

/** The connections of an X-ray that carry no request. */
async function shakeHands(hub: string, maxVersion: SecureVersion): Promise<void> {
  const { hostname: host, port } = new URL(hub)
  const versions = { minVersion: maxVersion, maxVersion, ciphers: 'ALL:@SECLEVEL=0' }
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ...versions })
  await new Promise<void>(resolve => {
    for (const event of ['secureConnect', 'error', 'close'] as const) socket.once(event, () => resolve())
  })
  socket.destroy()
}

function openSocket(
  address: string,
  { cookie, origin }: RecordedRequest['headers'],
  trust: { secureContext: SecureContext },
): Promise<void> {
  const headers = cookie === undefined ? {} : { Cookie: cookie }
  const socket = new WebSocket(address.replace(/^http/, 'ws'), {
    headers,
    ...trust,
    ...(origin === undefined ? {} : { origin }),
  })
  return new Promise<void>(resolve => {
    for (const event of ['message', 'error', 'close'] as const) socket.once(event, () => resolve())
  }).then(() => socket.terminate())
}
