import { afterEach, expect, test, vi } from 'vitest'
import { takeUpWithinMs } from '../../src/background/limits.ts'
import { StoredDouble } from '../doubles/browser.ts'
import { commands, ended, leftInSession, request, world } from './fixtures/world.ts'

afterEach(() => vi.useRealTimers())

test('ends a run as interrupted when its session was asked for and nobody heard the answer', async () => {
  const left = { ...leftInSession(), journal: { session: 'asked' as const } }
  const it = await world({ stored: new StoredDouble(left) })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(commands(it.companion)).toContain('endSession')
})

test.each([undefined, 'text', { run: 'broken' }, { ...leftInSession(), run: { outcome: 'dreaming' } }])(
  'starts afresh from what it cannot read in its store: %j',
  async value => {
    const it = await world({ stored: new StoredDouble(value) })
    it.page.say({ intent: 'signIn', request })
    await ended(it, 'passed')
  },
)

test('starts afresh when its store cannot be read', async () => {
  const stored = new StoredDouble()
  stored.load = () => Promise.reject(new Error('no storage'))
  const it = await world({ stored })
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'passed')
})

/** A run that waits for the end of a session, as a worker has left it that has died then. */
async function leftWaiting() {
  const stored = new StoredDouble()
  const it = await world({ stored })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.say({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.outcome).toBe('working'))
  return { it, left: new StoredDouble(structuredClone(stored.value)), stored, hold }
}

test('goes on with a run that had not come to its turn', async () => {
  const { left } = await leftWaiting()
  const next = await world({ stored: left })
  await ended(next, 'passed')
  expect(next.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
})

test('says that a run has come to nothing which waited too long ago', async () => {
  const { left } = await leftWaiting()
  vi.setSystemTime(Date.now() + takeUpWithinMs)
  const next = await world({ stored: left })
  await ended(next, 'failed')
  expect(next.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(next.companion.sessions).toEqual([])
})

/** The end of a session, as a worker has left it that has died then. */
async function leftEnding() {
  const begunDeeds = new StoredDouble()
  const it = await world({ begunDeeds })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  return { it, hold, begunDeeds, left: new StoredDouble(structuredClone(begunDeeds.value)) }
}

test('says of a deed that it was interrupted, once, and under the id that its page knows', async () => {
  const { it, left } = await leftEnding()
  const next = await world({ begunDeeds: left })
  await vi.waitFor(() => expect(next.page.state?.deed).toMatchObject({ status: 'failed' }))
  expect(it.page.state?.deed).toMatchObject({ status: 'working' })
  expect(next.page.state?.deed).toEqual({
    ...(it.page.state?.deed as object),
    status: 'failed',
    finding: expect.objectContaining({ code: 'DEED_INTERRUPTED' }),
  })
  expect(left.value).toEqual([])
})

test('writes down of a deed nothing that tells a session, and forgets it when it is done', async () => {
  const { it, hold, begunDeeds } = await leftEnding()
  const id = expect.any(String)
  expect(begunDeeds.value).toEqual([{ name: 'logOut', windowId: 1, id }])
  hold.release()
  await vi.waitFor(() => expect(begunDeeds.value).toEqual([]))
  expect(it.page.state?.deed).toMatchObject({ status: 'done' })
})

test('does what it is told, although the store takes no word of it', async () => {
  const begunDeeds = new StoredDouble()
  begunDeeds.load = begunDeeds.save = () => Promise.reject(new Error('no storage'))
  const it = await world({ begunDeeds })
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(it.page.state?.deed).toMatchObject({ status: 'done' }))
})

test('does not take a run up that was cancelled before its turn', async () => {
  const { it, stored } = await leftWaiting()
  it.page.say({ intent: 'cancel' })
  await ended(it, 'cancelled')
  const next = await world({ stored })
  await ended(next, 'cancelled')
  expect(next.companion.sessions).toEqual([])
})
