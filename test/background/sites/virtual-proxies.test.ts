import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import type { VirtualProxies } from '#shared/virtual-proxies'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { createVirtualProxies } from '../../../src/background/sites/virtual-proxies.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

function startProxies() {
  const prefixes = ['', 'sales']
  const fakeCompanion = new FakeCompanion([{ id: 'acme', hub: 'https://qlik.test', prefixes }])
  const shown: VirtualProxies[] = []
  const companion = new CompanionConnection({
    openPort: () => fakeCompanion.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const known = createVirtualProxies({ companion, publish: all => shown.push(all) })
  const ask = (site = 'acme') => known.handlers.virtualProxies({ intent: 'virtualProxies', site })
  const asked = () => fakeCompanion.requests.filter(({ command }) => command === 'virtualProxies').length
  const status = (site = 'acme') => shown.at(-1)?.[site]?.status
  return { companion: fakeCompanion, prefixes, known, ask, asked, shown, status }
}

test('virtual proxies are published once they are known, and read once', async () => {
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

test('virtual proxies are read again for another page, while the known ones stay visible', async () => {
  const { prefixes, known, ask, shown, status } = startProxies()
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  prefixes.push('new')
  ask()
  await vi.waitFor(() => expect(known.find('acme', 'new')).toBeDefined())
  expect(shown.map(({ acme }) => acme?.status)).toEqual(['loading', 'ready', 'ready'])
})

test('virtual proxies stay as they were when reading again fails', async () => {
  const { companion, prefixes, known, ask, status } = startProxies()
  await ask()
  companion.fail('virtualProxies', failure('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  await ask()
  expect(status()).toBe('ready')
  expect(known.find('acme', 'sales')).toBeDefined()
  prefixes.push('new')
  await ask()
  expect(known.find('acme', 'new')).toBeDefined()
})

test('virtual proxies are read again after a failure', async () => {
  const { companion, ask, status } = startProxies()
  companion.fail('virtualProxies', failure('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  ask()
  await vi.waitFor(() => expect(status()).toBe('failed'))
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
})

test('virtual proxies of one site do not wait for those of another', async () => {
  const { ask, status } = startProxies()
  ask('elsewhere')
  ask()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  await vi.waitFor(() => expect(status('elsewhere')).toBe('failed'))
})

test('virtual proxies are cleared after the last page, even while they are being read', async () => {
  const { companion, known, ask, shown, asked, status } = startProxies()
  const hold = companion.hold('virtualProxies')
  ask()
  await hold.reached
  known.clear()
  expect(shown.at(-1)).toEqual({})
  ask()
  hold.release()
  await vi.waitFor(() => expect(status()).toBe('ready'))
  expect(asked()).toBe(2)
})
