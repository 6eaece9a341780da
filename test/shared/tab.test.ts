import { describe, expect, it } from 'vitest'
import { prefixOfTab, siteOfTab } from '../../src/shared/tab.ts'

const site = { id: 'production', hub: 'https://qlik.example.com' }
const siteOnOtherPort = { id: 'staging', hub: 'https://qlik.example.com:8443' }
const sites = [siteOnOtherPort, site]

describe('the site of a tab', () => {
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

  it('is none while no site is known', () => expect(siteOfTab([], site.hub)).toBeUndefined())
})

describe('the prefix of a tab', () => {
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
  ])('%s tells %s', (path, prefix) => expect(prefixOfTab(site, site.hub + path)).toBe(prefix))

  it('is not taken from another origin of the same host', () =>
    expect(prefixOfTab(site, 'https://qlik.example.com:8443/sales/hub')).toBeUndefined())

  it('is not taken from no address', () => expect(prefixOfTab(site, undefined)).toBeUndefined())
})
