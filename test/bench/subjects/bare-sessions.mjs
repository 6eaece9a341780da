// The loop of a tester who has only Node: each session is made, checked and ended, without expectations,
// records and reports. The connections are kept as Hubpass keeps them.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'

const [hub, qps, folder, total, concurrency] = process.argv.slice(2)
const pem = name => readFileSync(join(folder, name))
const pool = { keepAlive: true, timeout: 1_000, maxSockets: 16, maxFreeSockets: 16, ca: pem('root.pem') }
const front = new Agent(pool)
const backEnd = new Agent({ ...pool, cert: pem('client.pem'), key: pem('client_key.pem') })

const send = (address, options, body) =>
  new Promise((resolve, reject) => {
    request(address, options)
      .on('response', response => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', part => {
            text += part
          })
          .on('end', () => resolve({ status: response.statusCode, text }))
      })
      .on('error', reject)
      .end(body)
  })

const askQps = (method, path, body) => {
  const key = randomBytes(8).toString('hex')
  const headers = { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' }
  return send(`${qps}/qps${path}?xrfkey=${key}`, { method, headers, agent: backEnd }, body)
}

let next = 0
const work = async () => {
  while (next < Number(total)) {
    const [UserId, SessionId] = [`u${next++}`, randomUUID()]
    const identity = { UserDirectory: 'DOMAIN', UserId, Attributes: [], SessionId }
    const created = await askQps('POST', '/session', JSON.stringify(identity))
    const asBrowser = { headers: { Cookie: `X-Qlik-Session=${SessionId}` }, agent: front }
    const page = await send(`${hub}/hub/`, asBrowser)
    const user = await send(`${hub}/qps/user`, asBrowser)
    const ended = await askQps('DELETE', `/session/${SessionId}`)
    if (
      created.status !== 201 ||
      page.status !== 200 ||
      !user.text.includes(`"${UserId}"`) ||
      ended.status !== 200
    )
      throw new Error(`${UserId}: ${created.status}, ${page.status}, ${user.text}, ${ended.status}`)
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, work))
