import { describe, expect, it } from 'vitest'
import { isHostAccepted } from '#protocol/accepted-hosts'

describe('isHostAccepted', () => {
  const proxies = [{ host: 'Qlik01.acme.com' }]

  it.each([
    ['qlik01.acme.com', [], true],
    ['qlik01', [], true],
    ['bi.acme.com', [], false],
    ['bi.acme.com', ['https://BI.acme.com:443/'], true],
    ['bi.acme.com', ['.acme.com'], true],
    ['bi.acme.com', ['i.acme.com'], false],
    ['bi.acme.com', ['bi'], false],
  ])('judges %s with the allow list %j as %s', (host, hostAllowList, expected) =>
    expect(isHostAccepted(host, { proxies, hostAllowList })).toBe(expected),
  )

  it('accepts the fully qualified name of a proxy with a short name', () =>
    expect(isHostAccepted('qlik01.acme.com', { proxies: [{ host: 'qlik01' }] })).toBe(true))
})
