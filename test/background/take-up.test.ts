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

test('does not take a run up that was cancelled before its turn', async () => {
  const { it, stored } = await leftWaiting()
  it.page.say({ intent: 'cancel' })
  await ended(it, 'cancelled')
  const next = await world({ stored })
  await ended(next, 'cancelled')
  expect(next.companion.sessions).toEqual([])
})
