import { expect, it } from 'vitest'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { findProxyOfLoginPage } from '../../../src/background/current-user/login-page.ts'

const site = { id: 'acme', hub: 'https://qlik.test' }
const other = { id: 'other', hub: 'https://other.test' }

const serve = (prefix: string, authenticationModuleUri?: string): ServedVirtualProxy => ({
  ...{ prefix, https: {}, http: {}, linked: true, proxies: [] },
  authenticationModuleUri,
})

const proxies: Record<string, ServedVirtualProxy[]> = {
  acme: [
    serve(''),
    serve('sales', 'https://shared.test:8443/login'),
    serve('my/portal', 'https://shared.test:8443/login'),
    serve('alone', 'https://alone.test/login?module=1'),
    serve('broken', 'no address'),
    serve('none', ''),
    serve('script', 'javascript:void(0)'),
  ],
}

const find = (url: string | undefined, sites = [site, other]) =>
  findProxyOfLoginPage(url, sites, id => proxies[id] ?? [])?.prefix

it.each([
  ['https://alone.test/login?module=1&targetId=1', 'alone'],
  ['https://alone.test/another/step', 'alone'],
  [
    'https://shared.test:8443/login?proxyRestUri=https%3a%2f%2fqlik%3a4243%2fqps%2fSales%2f&targetId=1',
    'sales',
  ],
  [
    'https://shared.test:8443/login?proxyRestUri=https%3a%2f%2fqlik%3a4243%2fqps%2fmy%2fportal%2f',
    'my/portal',
  ],
])('findProxyOfLoginPage recognizes %s', (url, prefix) => expect(find(url)).toBe(prefix))

it.each([
  ['https://shared.test:8443/login'],
  ['https://shared.test/login'],
  ['http://alone.test/login'],
  ['https://shared.test:8443/login?proxyRestUri=https%3a%2f%2fqlik%3a4243%2fqps%2f'],
  ['https://shared.test:8443/login?proxyRestUri=https%3a%2f%2fqlik%3a4243%2fqps%2funknown%2f'],
  ['about:blank'],
  ['chrome://newtab/'],
  ['file:///etc/hosts'],
  ['no address'],
  [undefined],
])('findProxyOfLoginPage finds nothing for %s', url => expect(find(url)).toBeUndefined())

it('findProxyOfLoginPage takes the first of two ids of one hub, and neither of two hubs', () => {
  const login = { acme: [serve('', 'https://login.test/')], other: [serve('', 'https://login.test/')] }
  const findIn = (hub: string) =>
    findProxyOfLoginPage('https://login.test/', [site, { ...other, hub }], id => Reflect.get(login, id))
  expect(findIn(site.hub)?.site.id).toBe('acme')
  expect(findIn(other.hub)).toBeUndefined()
})
