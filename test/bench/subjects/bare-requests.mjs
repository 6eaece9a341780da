// A client that repeats the requests of an X-ray in the same order. It checks nothing, and waits for one
// message of each WebSocket.
import { readFileSync } from 'node:fs'
import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import { Agent, request as requestTls } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect, createSecureContext } from 'node:tls'
import { WebSocket } from 'ws'

/** Keeps idle connections as long as Hubpass does. */
const pool = { keepAlive: true, timeout: 1_000 }

let repeatAll = async () => {}

process.on('message', async message => {
  if (message !== 'repeat') repeatAll = createClient(message)
  await repeatAll()
  process.send('done')
})

function createClient({ requests, folder, origins }) {
  const read = name => readFileSync(join(folder, `${name}.pem`))
  const ca = read('root')
  const trust = { secureContext: createSecureContext({ ca }) }
  const front = new Agent({ ...pool, ...trust })
  const backEnd = new Agent({
    ...pool,
    secureContext: createSecureContext({ ca, cert: read('client'), key: read('client_key') }),
  })
  const plain = new PlainAgent(pool)
  const repeat = ({ endpoint, secure, method, target, headers, body, clientCertificate }) => {
    if (headers.upgrade !== undefined) return openSocket(`${origins.proxy}${target}`, headers, trust)
    const isForeign = headers.host?.endsWith('.invalid') === true
    const origin =
      isForeign || endpoint !== 'proxy' ? origins[endpoint] : `http${secure ? 's' : ''}://${headers.host}`
    const agent = secure ? (clientCertificate === undefined ? front : backEnd) : plain
    const send = secure ? requestTls : requestPlain
    const options = { method, headers, agent, ...(isForeign ? { servername: 'localhost' } : {}) }
    return new Promise((resolve, reject) => {
      send(`${origin}${target}`, options, response => text(response).then(resolve, reject))
        .on('error', reject)
        .end(body)
    })
  }
  return async () => {
    for (const request of requests) await repeat(request)
    // The connections of an X-ray that carry no request.
    for (const maxVersion of ['TLSv1.3', 'TLSv1.1']) await shakeHands(origins.proxy, maxVersion)
  }
}

async function shakeHands(hub, maxVersion) {
  const { hostname: host, port } = new URL(hub)
  const versions = { minVersion: maxVersion, maxVersion, ciphers: 'ALL:@SECLEVEL=0' }
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ...versions })
  await new Promise(resolve => {
    for (const event of ['secureConnect', 'error', 'close']) socket.once(event, resolve)
  })
  socket.destroy()
}

async function openSocket(address, { cookie, origin }, trust) {
  const headers = cookie === undefined ? {} : { Cookie: cookie }
  const socket = new WebSocket(address.replace(/^http/, 'ws'), { headers, origin, ...trust })
  await new Promise(resolve => {
    for (const event of ['message', 'error', 'close']) socket.once(event, resolve)
  })
  socket.terminate()
}
