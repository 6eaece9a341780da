import { expect, test } from 'vitest'
import { StoredDouble } from '../doubles/browser.ts'
import { commands, ended, leftInSession, request, world } from './fixtures/world.ts'

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
