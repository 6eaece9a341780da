import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestHub, requestQps, requestUrl } from './client.ts'
import { createManualClock } from './clock.ts'
import { QlikSenseDouble } from './double.ts'

const clock = createManualClock()
let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({ clock })
})
afterAll(() => qlik[Symbol.asyncDispose]())

async function findLoginUrl(path = '/sales/hub/'): Promise<string> {
  const { headers } = await requestHub(qlik, path)
  return headers.location ?? ''
}

const logIn = (url: string, username: string, pwd = 'any') =>
  requestUrl(qlik, url, {
    method: 'POST',
    withoutCertificate: true,
    body: new URLSearchParams({ username, pwd }).toString(),
  })

it('login page shows a form', async () => {
  const { status, body } = await requestUrl(qlik, await findLoginUrl(), { withoutCertificate: true })
  expect(status).toBe(200)
  expect(body).toMatch(/data-page="login".*name="username".*name="pwd"/s)
})

it.each(['GET', 'POST'])(
  'login page reports missing parameters when it is opened directly, by %s',
  async method => {
    const response = await requestHub(qlik, '/sales/internal_forms_authentication/', {}, { method })
    expect(response).toMatchObject({ status: 400, body: 'Missing parameters' })
  },
)

it('login redirects to the target with a ticket that becomes a session', async () => {
  const { status, headers } = await logIn(await findLoginUrl('/sales/hub/my/work?a=1'), 'DOMAIN\\User2')
  expect(status).toBe(302)
  expect(headers.location).toMatch(
    new RegExp(`^${qlik.hub}/sales/hub/my/work\\?a=1&qlikTicket=[-_.a-zA-Z0-9]{16}$`),
  )
  const entered = await requestUrl(qlik, headers.location ?? '', { withoutCertificate: true })
  expect(entered.headers['set-cookie']).toEqual([expect.stringMatching(/^X-Qlik-Session-sales=/)])
  expect(qlik.sessions.at(-1)).toMatchObject({ prefix: 'sales', userDirectory: 'DOMAIN', userId: 'User2' })
})

it.each([
  ['User2', 'any'],
  ['DOMAIN\\User2', ''],
])('login shows the form again for user "%s" with password "%s"', async (user, password) => {
  const response = await logIn(await findLoginUrl(), user, password)
  expect(response).toMatchObject({ status: 200, body: expect.stringContaining('role="alert"') })
})

const isTicketAccepted = async (ticket: string) =>
  (await requestHub(qlik, `/sales/hub/?qlikTicket=${ticket}`)).headers['set-cookie'] !== undefined

async function createTicket(prefix: string): Promise<string> {
  const { json } = await requestQps(qlik, `POST ${prefix}/ticket`, {
    UserDirectory: 'DOMAIN',
    UserId: 'User1',
  })
  return String(Object(json).Ticket)
}

it('a ticket is valid once', async () => {
  const ticket = await createTicket('sales')
  expect([await isTicketAccepted(ticket), await isTicketAccepted(ticket)]).toEqual([true, false])
})

it('a ticket is valid for one minute', async () => {
  const [early, late] = [await createTicket('sales'), await createTicket('sales')]
  clock.advance({ seconds: 59 })
  expect(await isTicketAccepted(early)).toBe(true)
  clock.advance({ seconds: 1 })
  expect(await isTicketAccepted(late)).toBe(false)
})

it('a ticket is valid on its own virtual proxy only', async () => {
  expect(await isTicketAccepted(await createTicket('portal'))).toBe(false)
})
