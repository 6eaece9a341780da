import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, askHub, askQps } from './ask.ts'
import { manualClock } from './clock.ts'
import { QlikSenseDouble } from './double.ts'

const clock = manualClock()
let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({ clock })
})
afterAll(() => qlik[Symbol.asyncDispose]())

async function sentToLogin(path = '/sales/hub/'): Promise<string> {
  const { headers } = await askHub(qlik, path)
  return headers.location ?? ''
}

const logIn = (url: string, username: string, pwd = 'any') =>
  ask(qlik, url, { method: 'POST', nameless: true, body: new URLSearchParams({ username, pwd }).toString() })

it('shows a login form', async () => {
  const { status, body } = await ask(qlik, await sentToLogin(), { nameless: true })
  expect(status).toBe(200)
  expect(body).toMatch(/data-page="login".*name="username".*name="pwd"/s)
})

it.each(['GET', 'POST'])('misses its parameters when the form is opened directly, by %s', async method => {
  const told = await askHub(qlik, '/sales/internal_forms_authentication/', {}, { method })
  expect(told).toMatchObject({ status: 400, body: 'Missing parameters' })
})

it('sends a user who logs in back to the target with a ticket, which becomes a session', async () => {
  const { status, headers } = await logIn(await sentToLogin('/sales/hub/my/work?a=1'), 'DOMAIN\\User2')
  expect(status).toBe(302)
  expect(headers.location).toMatch(
    new RegExp(`^${qlik.hub}/sales/hub/my/work\\?a=1&qlikTicket=[-_.a-zA-Z0-9]{16}$`),
  )
  const entered = await ask(qlik, headers.location ?? '', { nameless: true })
  expect(entered.headers['set-cookie']).toEqual([expect.stringMatching(/^X-Qlik-Session-sales=/)])
  expect(qlik.sessions.at(-1)).toMatchObject({ prefix: 'sales', userDirectory: 'DOMAIN', userId: 'User2' })
})

it.each([
  ['User2', 'any'],
  ['DOMAIN\\User2', ''],
])('shows the form again to the user "%s" with the password "%s"', async (user, password) => {
  const told = await logIn(await sentToLogin(), user, password)
  expect(told).toMatchObject({ status: 200, body: expect.stringContaining('role="alert"') })
})

const entered = async (ticket: string) =>
  (await askHub(qlik, `/sales/hub/?qlikTicket=${ticket}`)).headers['set-cookie'] !== undefined

async function ticketFor(prefix: string): Promise<string> {
  const { json } = await askQps(qlik, `POST ${prefix}/ticket`, { UserDirectory: 'DOMAIN', UserId: 'User1' })
  return String(Object(json).Ticket)
}

it('takes a ticket once', async () => {
  const ticket = await ticketFor('sales')
  expect([await entered(ticket), await entered(ticket)]).toEqual([true, false])
})

it('takes a ticket for one minute', async () => {
  const [early, late] = [await ticketFor('sales'), await ticketFor('sales')]
  clock.advance({ seconds: 59 })
  expect(await entered(early)).toBe(true)
  clock.advance({ seconds: 1 })
  expect(await entered(late)).toBe(false)
})

it('takes a ticket on its own virtual proxy only', async () => {
  expect(await entered(await ticketFor('portal'))).toBe(false)
})
