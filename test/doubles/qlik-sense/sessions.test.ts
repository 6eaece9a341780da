import { expect, it } from 'vitest'
import { requestHub, requestQps } from './client.ts'
import { createManualClock } from './clock.ts'
import { QlikSenseDouble } from './double.ts'

const USER = { userDirectory: 'DOMAIN', userId: 'User1' }

it('a session ends after thirty minutes of inactivity', async () => {
  const clock = createManualClock()
  await using qlik = await QlikSenseDouble.start({ clock })
  qlik.addSession({ ...USER, sessionId: 'idle' })
  clock.advance({ minutes: 29, seconds: 59 })
  expect((await requestHub(qlik, '/hub/', { 'X-Qlik-Session': 'idle' })).status).toBe(200)
  clock.advance({ minutes: 30 })
  expect((await requestHub(qlik, '/hub/', { 'X-Qlik-Session': 'idle' })).status).toBe(302)
  expect((await requestQps(qlik, 'GET session')).json).toEqual([])
  expect(qlik.sessions).toEqual([])
})

it('session timeout follows the settings of the virtual proxy', async () => {
  const clock = createManualClock()
  await using qlik = await QlikSenseDouble.start({
    clock,
    virtualProxies: [{ prefix: '' }, { prefix: 'short', sessionInactivityTimeout: 1 }],
  })
  qlik.addSession({ ...USER, sessionId: 'long' })
  qlik.addSession({ ...USER, sessionId: 'short', prefix: 'short' })
  clock.advance({ minutes: 1 })
  expect(qlik.sessions).toMatchObject([{ sessionId: 'long' }])
})

it('hub page loads for a sixth parallel session', async () => {
  await using qlik = await QlikSenseDouble.start()
  for (const sessionId of '123456') {
    qlik.addSession({ ...USER, sessionId })
    expect((await requestHub(qlik, '/hub/', { 'X-Qlik-Session': sessionId })).status).toBe(200)
  }
})

it('two doubles have separate sessions', async () => {
  await using one = await QlikSenseDouble.start()
  await using other = await QlikSenseDouble.start()
  one.addSession({ ...USER, sessionId: 'mine' })
  expect([one.sessions.length, other.sessions.length]).toEqual([1, 0])
  expect(one.hub).not.toBe(other.hub)
})
