import { describe, expect, it } from 'vitest'
import { toPreservedPageUrl } from '../../../../src/background/run/steps/preserved-page.ts'

const hub = 'https://qlik.test'
const sheet = '/sense/app/1f2e/sheet/3d4c/state/analysis'

describe('toPreservedPageUrl', () => {
  it.each([
    [`${sheet}`, 'sales', `/sales${sheet}`],
    [`/sales${sheet}`, '', sheet],
    [`/sales${sheet}`, 'sales', `/sales${sheet}`],
    [`/Sales${sheet}`, 'hr', `/hr${sheet}`],
    [`/sales${sheet}?select=a,b%20c#top`, 'hr', `/hr${sheet}?select=a,b%20c#top`],
    ['/hub', 'sales', '/sales/hub/'],
    ['/sales/hub/', '', '/hub/'],
    ['/sales/hub/stream/1', 'hr', '/hr/hub/stream/1'],
    ['/hub/#/work', 'hr', '/hr/hub/#/work'],
    ['/single/?appid=1f2e&sheet=3d4c', 'hr', '/hr/single/?appid=1f2e&sheet=3d4c'],
    ['/hr/dev-hub/', '', '/dev-hub/'],
    ['/hr/extensions/mashup/mashup.html', '', '/extensions/mashup/mashup.html'],
  ])('toPreservedPageUrl maps %s on prefix "%s" to %s', (path, prefix, kept) =>
    expect(toPreservedPageUrl(hub + path, hub, prefix)).toBe(hub + kept),
  )

  it.each([
    [`${sheet}?qlikTicket=secret`, sheet],
    [`${sheet}?QLIKTICKET=secret&select=a%20b`, `${sheet}?select=a+b`],
    [`/hub/?qlikTicket=secret`, '/hub/'],
    [`${sheet}?targetId=secret&jwt=secret`, sheet],
    [`${sheet}#access_token=secret`, sheet],
  ])('toPreservedPageUrl removes credentials from %s', (path, kept) =>
    expect(toPreservedPageUrl(hub + path, hub, '')).toBe(hub + kept),
  )

  it.each([
    `${hub}/`,
    `${hub}/sales`,
    `${hub}/sales/`,
    `${hub}/sales/internal_forms_authentication/?targetId=1`,
    `${hub}/internal_windows_authentication/?targetId=1`,
    `${hub}/qmc/apps`,
    `${hub}/qps/user`,
    `${hub}/api/hub/about`,
    `${hub}/qrs/sense/app`,
    `${hub}/another/product/sense/app/1`,
    'https://elsewhere.test/sense/app/1',
    'https://qlik.test:8443/sense/app/1',
    'http://qlik.test/sense/app/1',
    'about:blank',
    'not an address',
    undefined,
  ])('toPreservedPageUrl returns undefined for %s', url =>
    expect(toPreservedPageUrl(url, hub, 'sales')).toBeUndefined(),
  )
})
