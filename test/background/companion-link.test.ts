import { afterEach, expect, test, vi } from 'vitest'
import { helloTimeoutMs } from '#protocol/limits'
import { CompanionDouble } from '../doubles/companion.ts'
import { commands, ready, world } from './fixtures/world.ts'

afterEach(() => vi.useRealTimers())

test('finds a site that was added since, when it is asked to try again', async () => {
  const sites = [{ id: 'acme', hub: 'https://qlik.test' }]
  const it = await world({ companion: new CompanionDouble(sites) })
  await ready(it)
  sites.push({ id: 'other', hub: 'https://other.test' })
  it.page.say({ intent: 'reconnect' })
  await vi.waitFor(() => expect(it.page.state?.companion).toMatchObject({ sites }))
})

test('tells a page that opens later that the companion is on its way again', async () => {
  const it = await world()
  await ready(it)
  it.page.close()
  const later = it.open()
  expect(later.states[0]?.companion.status).toBe('connecting')
  await ready({ page: later })
})

test('starts another companion after one that has fallen silent', async () => {
  vi.useFakeTimers()
  const companion = new CompanionDouble()
  const hold = companion.hold('hello')
  const it = await world({ companion })
  await vi.advanceTimersByTimeAsync(helloTimeoutMs + 1000)
  expect(it.page.state?.companion).toMatchObject({ finding: { code: 'COMPANION_TIMEOUT' } })
  hold.release()
  it.page.say({ intent: 'reconnect' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(it.page.state?.companion.status).toBe('ready')
  expect(commands(companion).filter(command => command === 'hello')).toHaveLength(2)
})
