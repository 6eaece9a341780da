import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import type { VirtualProxies } from '#shared/virtual-proxies'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { createVirtualProxies } from '../../../src/background/sites/virtual-proxies.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

function startProxies() {
  const prefixes = ['', 'sales']
  const double = new FakeCompanion([{ id: 'acme', hub: 'https://qlik.test', prefixes }])
  const shown: VirtualProxies[] = []
  const companion = new CompanionConnection({
    openPort: () => double.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const known = createVirtualProxies({ companion, publish: all => shown.push(all) })
  const ask = (site = 'acme') => known.handlers.virtualProxies({ intent: 'virtualProxies', site })
  const asked = () => double.requests.filter(({ command }) => command === 'virtualProxies').length
  const status = (site = 'acme') => shown.at(-1)?.[site]?.status
  return { double, prefixes, known, ask, asked, shown, status }
}

test('are told as soon as they are known, and asked for once', async () => {
  const { known, ask, asked, shown, status } = startProxies()
  ask()
  expect(status()).toBe('loading')
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  known.ensureLoaded('acme')
  expect(asked()).toBe(1)
  expect(shown.at(-1)).toMatchObject({
    acme: { proxies: [{ prefix: '', linked: true }, { prefix: 'sales' }] },
  })
  expect(known.find('acme', 'sales')).toMatchObject({ proxies: [] })
})

test('are read anew for another page, while all see those of before', async () => {
  const { prefixes, known, ask, shown, status } = startProxies()
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  prefixes.push('new')
  ask()
  await vi.waitFor(() => expect(known.find('acme', 'new')).toBeDefined())
  expect(shown.map(({ acme }) => acme?.status)).toEqual(['loading', 'ready', 'ready'])
})

test('stay as they were where nothing newer can be had', async () => {
  const { double, prefixes, known, ask, status } = startProxies()
  await ask()
  double.fail('virtualProxies', failure('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  await ask()
  expect(status()).toBe('ready')
  expect(known.find('acme', 'sales')).toBeDefined()
  prefixes.push('new')
  await ask()
  expect(known.find('acme', 'new')).toBeDefined()
})

test('are asked for again after a failure', async () => {
  const { double, ask, status } = startProxies()
  double.fail('virtualProxies', failure('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  ask()
  await vi.waitFor(() => expect(status()).toBe('failed'))
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
})

test('of one site do not wait for those of another', async () => {
  const { ask, status } = startProxies()
  ask('elsewhere')
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  await vi.waitFor(() => expect(status('elsewhere')).toBe('failed'))
})

test('are forgotten with those who asked, also while they are on their way', async () => {
  const { double, known, ask, shown, asked, status } = startProxies()
  const hold = double.hold('virtualProxies')
  ask()
  await hold.reached
  known.clear()
  expect(shown.at(-1)).toEqual({})
  ask()
  hold.release()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  expect(asked()).toBe(2)
})
