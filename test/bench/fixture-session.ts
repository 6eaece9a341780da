import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { signIn } from '../../companion/fixtures/session.ts'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { startFixtureSite } from './fixture-site.ts'
import { type Comparison, measureMs } from './measure.ts'
import { qpsLocalhostUrl } from './shell-session.ts'

/** Compares a session of the fixture, made and ended, with requests that a tester would write in Node.js. */
export async function compareFixtureSession(): Promise<Comparison & AsyncDisposable> {
  const site = await startFixtureSite()
  const { HUBPASS_HOME: homeBefore } = process.env
  process.env.HUBPASS_HOME = site.home
  const byHand = connectByHand(site.qlik)
  return {
    title: 'One session made and ended in a Node.js process that runs already',
    target: { against: 'https.request by hand', ratio: 1.1, comparison: 'at most' },
    subjects: {
      'signIn() and end()': () =>
        measureMs(async () => {
          const session = await signIn({ site: 'acme', user: 'DOMAIN\\User1' })
          await session.end()
        }),
      'https.request by hand': () =>
        measureMs(async () => {
          const id = randomUUID()
          await byHand.send('POST', '/qps/session', {
            UserDirectory: 'DOMAIN',
            UserId: 'User1',
            SessionId: id,
          })
          await byHand.send('DELETE', `/qps/session/${id}`)
        }),
    },
    async [Symbol.asyncDispose]() {
      byHand.close()
      if (homeBefore === undefined) delete process.env.HUBPASS_HOME
      else process.env.HUBPASS_HOME = homeBefore
      await site[Symbol.asyncDispose]()
    },
  }
}

const key = '0123456789abcdef'

/** Keeps its connection, as Hubpass does. */
function connectByHand(qlik: QlikSenseDouble) {
  const pem = (name: string): Buffer => readFileSync(join(qlik.certificates.folder, name))
  const credential = { cert: pem('client.pem'), key: pem('client_key.pem'), ca: pem('root.pem') }
  const agent = new Agent({ keepAlive: true, ...credential })
  const send = (method: string, path: string, body?: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`${qpsLocalhostUrl(qlik)}${path}?xrfkey=${key}`, {
        ...{ method, agent },
        headers: { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' },
      })
      sent.on('response', response => response.resume().on('end', resolve))
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  return { send, close: () => agent.destroy() }
}
