import { describe, expect, it } from 'vitest'
import { isOnVirtualProxy, parseHubUrl, prefixOfTab, siteOfTab } from '#shared/hub-location'

const hub = 'https://qlik.example.com'

describe('parseHubUrl', () => {
  it.each([
    ['', '', 'start', '/'],
    ['/', '', 'start', '/'],
    ['/?qlikTicket=1#top', '', 'start', '/'],
    ['/hub', '', 'page', '/hub'],
    ['/hub/', '', 'page', '/hub/'],
    ['/hub/my/work/', '', 'page', '/hub/my/work/'],
    ['/dev-hub/', '', 'page', '/dev-hub/'],
    ['/internal_forms_authentication/?targetId=1', '', 'login', '/internal_forms_authentication/'],
    ['/qmc/apps', '', 'service', '/qmc/apps'],
    ['/favicon.ico', '', 'service', '/favicon.ico'],
    ['/sales', 'sales', 'start', '/'],
    ['/sales/', 'sales', 'start', '/'],
    ['/sales/hub', 'sales', 'page', '/hub'],
    ['/sales/sense/app/1f2e/', 'sales', 'page', '/sense/app/1f2e/'],
    ['/sales/internal_windows_authentication/', 'sales', 'login', '/internal_windows_authentication/'],
    ['/sales/qps/user', 'sales', 'service', '/qps/user'],
    ['/sales/report.pdf', 'sales', 'other', '/report.pdf'],
    ['/a-b.c_d~1/hub', 'a-b.c_d~1', 'page', '/hub'],
    // In any letter case; what is kept of the address keeps its own.
    ['/Hub/Stream', '', 'page', '/Hub/Stream'],
    ['/INTERNAL_Forms_Authentication', '', 'login', '/INTERNAL_Forms_Authentication'],
    ['/QMC', '', 'service', '/QMC'],
    ['/Sales/Sense/App/1F', 'sales', 'page', '/Sense/App/1F'],
    // An escape is the character that it stands for.
    ['/%68ub/', '', 'page', '/%68ub/'],
    ['/a%2Db%7e1/hub', 'a-b~1', 'page', '/hub'],
    ['/%53ales/%48UB/%20x', 'sales', 'page', '/%48UB/%20x'],
  ])('%s is prefix "%s", %s, %s', (path, prefix, kind, rest) =>
    expect(parseHubUrl(hub + path, hub)).toEqual({ prefix, kind, path: rest }),
  )

  it.each([
    '/sal%20es/hub',
    '/sal%2Fes/hub',
    '/s%C3%A4les/hub',
    '/%/hub',
    '/%zz/hub',
    '/a:b/hub',
    '/...%2f/hub',
  ])('returns undefined for the impossible prefix in %s', path =>
    expect(parseHubUrl(hub + path, hub)).toBeUndefined(),
  )

  it.each([
    'https://qlik.example.com:8443/hub/',
    'http://qlik.example.com/hub/',
    'https://elsewhere.example.com/hub/',
    'about:blank',
    'not an address',
    undefined,
  ])('returns undefined for %s, which is not on the hub', address =>
    expect(parseHubUrl(address, hub)).toBeUndefined(),
  )

  it.each(['https://QLIK.example.com', 'https://qlik.example.com:443', 'https://qlik.example.com/'])(
    'gives the same result for a hub written as %s',
    written => expect(parseHubUrl(`${hub}/sales/hub/`, written)?.prefix).toBe('sales'),
  )
})

it.each([
  ['/Sales/hub', 'sales', true],
  ['/sales/qmc', 'sales', true],
  ['/sales/hub', '', false],
  ['/single/?appid=1', '', true],
  ['/qmc', '', true],
  ['/salesforce/hub', 'sales', false],
])('%s is on "%s": %s', (path, prefix, is) => expect(isOnVirtualProxy(hub + path, hub, prefix)).toBe(is))

const site = { id: 'production', hub: 'https://qlik.example.com' }
const siteOnOtherPort = { id: 'staging', hub: 'https://qlik.example.com:8443' }
const sites = [siteOnOtherPort, site]

describe('siteOfTab', () => {
  it.each([
    ['https://qlik.example.com/hub/', 'production'],
    ['https://qlik.example.com:443/', 'production'],
    ['https://QLIK.example.com/sales/hub', 'production'],
    ['https://qlik.example.com:8443/hub/', 'staging'],
    ['https://qlik.example.com:9999/hub/', 'staging'],
    ['https://qlik.example.com.evil.example/hub/', undefined],
    ['https://example.com/?https://qlik.example.com', undefined],
    ['chrome://newtab/', undefined],
    ['about:blank', undefined],
    ['not an address', undefined],
    [undefined, undefined],
  ])('%s is %s', (url, id) => expect(siteOfTab(sites, url)?.id).toBe(id))

  it('is undefined while no site is known', () => expect(siteOfTab([], site.hub)).toBeUndefined())
})

describe('prefixOfTab', () => {
  it.each([
    ['/sales/hub/my/work', 'sales'],
    ['/sales/sense/app/1', 'sales'],
    ['/sales', 'sales'],
    ['/sales/', 'sales'],
    ['/Sales/Hub', 'sales'],
    ['/a-b.c_d~1/hub', 'a-b.c_d~1'],
    ['/sales/internal_forms_authentication/?targetId=1', 'sales'],
    ['/', undefined],
    ['/hub/', ''],
    ['/QMC', undefined],
    ['/sense/app/1', ''],
    ['/internal_windows_authentication/?targetId=1', ''],
    ['/dev-hub', ''],
    ['/qmc/apps', undefined],
    ['/sales/qmc', 'sales'],
    ['/some/page/of/another/product', undefined],
    ['/sal%20es/hub', undefined],
    ['//hub', undefined],
  ])('of %s is %s', (path, prefix) => expect(prefixOfTab(site, site.hub + path)).toBe(prefix))

  it('is undefined for another origin of the same host', () =>
    expect(prefixOfTab(site, 'https://qlik.example.com:8443/sales/hub')).toBeUndefined())

  it('is undefined without a URL', () => expect(prefixOfTab(site, undefined)).toBeUndefined())
})

it('parseHubUrl takes no first segment of any length for a prefix', () => {
  expect(parseHubUrl(`https://qlik.test/${'a'.repeat(255)}/hub/`, 'https://qlik.test')?.kind).toBe('page')
  expect(parseHubUrl(`https://qlik.test/${'a'.repeat(256)}/hub/`, 'https://qlik.test')).toBeUndefined()
})
