import { afterEach, expect, test, vi } from 'vitest'
import { helloTimeoutMs } from '#protocol/constants'
import { listCommands, startWithPage, waitUntilReady } from '../../support/background-harness.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

afterEach(() => vi.useRealTimers())

test('companion connection finds a new site when it reconnects', async () => {
  const sites = [{ id: 'acme', hub: 'https://qlik.test' }]
  const bg = await startWithPage({ companion: new FakeCompanion(sites) })
  await waitUntilReady(bg)
  sites.push({ id: 'other', hub: 'https://other.test' })
  bg.page.sendIntent({ intent: 'reconnect' })
  await vi.waitFor(() => expect(bg.page.state?.companion).toMatchObject({ sites }))
})

test('companion connection publishes "connecting" to a page that opens after a disconnect', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.page.close()
  const later = bg.openPage()
  expect(later.states[0]?.companion.status).toBe('connecting')
  await waitUntilReady({ page: later })
})

test('companion connection starts another companion after one that stopped responding', async () => {
  vi.useFakeTimers()
  const companion = new FakeCompanion()
  const hold = companion.hold('hello')
  const bg = await startWithPage({ companion })
  await vi.advanceTimersByTimeAsync(helloTimeoutMs + 1000)
  expect(bg.page.state?.companion).toMatchObject({ finding: { code: 'COMPANION_TIMEOUT' } })
  hold.release()
  bg.page.sendIntent({ intent: 'reconnect' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(bg.page.state?.companion.status).toBe('ready')
  expect(listCommands(companion).filter(command => command === 'hello')).toHaveLength(2)
})
