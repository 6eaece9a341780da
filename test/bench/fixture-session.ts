import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import type * as Hubpass from '../../companion/fixtures/api/index.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'
import type { DoubleProcess } from './double-process.ts'
import { startDoubleSite } from './double-site.ts'
import { type Comparison, measureMs } from './measure.ts'
import { describeDelay } from './server-delay.ts'

/** Node compiles what runs often. After so many sessions, each one takes about the same time. */
const warmUp = 500

/** One alone takes about as long as the clock is inexact. */
const sessionsOfRound = 20

/**
 * Compares a session of the package, made and ended, with requests that a tester would write. Both run in this
 * process, and the server in another one.
 */
export async function compareFixtureSession(delayMs: number): Promise<Comparison & AsyncDisposable> {
  const site = await startDoubleSite(['acme'], delayMs)
  const { HUBPASS_HOME: homeBefore } = process.env
  process.env.HUBPASS_HOME = site.home
  const { signIn }: typeof Hubpass = await import(fromRoot('dist', 'fixtures', 'index.mjs'))
  const byHand = connectByHand(site.double)
  const repeat = async (count: number, work: () => Promise<void>) => {
    for (let done = 0; done < count; done += 1) await work()
  }
  const withHubpass = async () => {
    const session = await signIn({ site: 'acme', user: 'DOMAIN\\User1' })
    await session.end()
  }
  const withRequests = async () => {
    const id = randomUUID()
    await byHand.send('POST', '/qps/session', { UserDirectory: 'DOMAIN', UserId: 'User1', SessionId: id })
    await byHand.send('DELETE', `/qps/session/${id}`)
  }
  for (const work of [withHubpass, withRequests]) await repeat(warmUp, work)
  const perSession = async (work: () => Promise<void>) =>
    (await measureMs(() => repeat(sessionsOfRound, work))) / sessionsOfRound
  return {
    title: `One session made and ended in a Node.js process that runs already: ${describeDelay(delayMs)}`,
    target: { against: 'https.request by hand', ratio: 1.1, comparison: 'at most' },
    subjects: {
      'signIn() and end()': () => perSession(withHubpass),
      'https.request by hand': () => perSession(withRequests),
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
function connectByHand({ qps, certificates }: DoubleProcess) {
  const pem = (name: string): Buffer => readFileSync(join(certificates, name))
  const credential = { cert: pem('client.pem'), key: pem('client_key.pem'), ca: pem('root.pem') }
  const agent = new Agent({ keepAlive: true, ...credential })
  const send = (method: string, path: string, body?: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`${qps}${path}?xrfkey=${key}`, {
        ...{ method, agent },
        headers: { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' },
      })
      sent.on('response', response => response.resume().on('end', resolve))
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  return { send, close: () => agent.destroy() }
}
