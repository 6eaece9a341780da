import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'

const { BENCH_QPS = '', BENCH_HUB = '', BENCH_CERTIFICATES = '' } = process.env
const key = '0123456789abcdef'
const pem = (name: string): Buffer => readFileSync(join(BENCH_CERTIFICATES, name))

const send = (method: string, path: string, body?: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(`${BENCH_QPS}${path}?xrfkey=${key}`, {
      method,
      cert: pem('client.pem'),
      key: pem('client_key.pem'),
      ca: pem('root.pem'),
      headers: { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' },
    })
    sent.on('response', response => response.resume().on('end', resolve))
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })

/** What a tester would write: a session for each worker. */
const test = base.extend<object, { sessionId: string }>({
  sessionId: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires the first parameter in this form
    async ({}, use) => {
      const id = randomUUID()
      await send('POST', '/qps/session', { UserDirectory: 'DOMAIN', UserId: 'User1', SessionId: id })
      await use(id)
      await send('DELETE', `/qps/session/${id}`)
    },
    { scope: 'worker' },
  ],
})

test('the hub knows the user', async ({ request, sessionId }) => {
  const response = await request.get(`${BENCH_HUB}/qps/user`, {
    headers: { Cookie: `X-Qlik-Session=${sessionId}` },
  })
  expect(await response.json()).toMatchObject({ userId: 'User1' })
})
