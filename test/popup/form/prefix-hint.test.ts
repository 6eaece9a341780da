import { describe, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { SiteProxies } from '#shared/virtual-proxies'
import { getPrefixHint } from '../../../src/popup/form/PrefixHint.tsx'
import { filterProxies } from '../../../src/popup/form/prefix-suggestions.ts'

const knownProxies: SiteProxies = {
  status: 'ready',
  proxies: [
    { prefix: '', description: 'Central Proxy (Default)', cookieName: 'X-Qlik-Session', linked: true },
    { prefix: 'sales', description: 'Sales force', cookieName: 'X-Qlik-Session-sales', linked: true },
    { prefix: 'presales', linked: true },
    { prefix: 'old', description: 'Retired', linked: false },
  ],
}
const finding = findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' })

describe('getPrefixHint', () => {
  it.each([
    ['sales', 'Sales force · X-Qlik-Session-sales', false],
    ['', 'Central Proxy (Default) · X-Qlik-Session', false],
    ['presales', '', false],
    ['old', 'Not linked to a proxy in the QMC, so it cannot be reached', true],
    ['hr', 'acme has no virtual proxy “hr”', true],
    ['/Sales/ ', 'acme has no virtual proxy “/Sales/ ”. Did you mean “sales”?', true],
    ['Hub', '“Hub” is reserved by Qlik Sense and cannot be a prefix', true],
  ])('%j: %s', (prefix, text, isWarning) =>
    expect(getPrefixHint(prefix, 'acme', knownProxies)).toEqual({ text, isWarning }),
  )

  it('is empty before the proxies are loaded', () => {
    expect(getPrefixHint('hr', 'acme', { status: 'loading' }).text).toBe('')
    expect(getPrefixHint('hr', 'acme', undefined).text).toBe('')
  })
  it('warns about a reserved word before the proxies are loaded', () =>
    expect(getPrefixHint('qmc', 'acme', { status: 'failed', finding }).isWarning).toBe(true))
  it('gives the reason without a warning if the Repository Service does not answer', () =>
    expect(getPrefixHint('hr', 'acme', { status: 'failed', finding })).toEqual({
      text: 'Enter the prefix. The list for acme is not available.',
      title: finding.message,
      isWarning: false,
    }))
})

describe('filterProxies', () => {
  it.each([
    ['', ['', 'sales', 'presales', 'old']],
    ['sales', ['sales', 'presales']],
    ['SALES F', ['sales']],
    ['session-s', ['sales']],
    ['old', []],
    ['nothing like it', []],
  ])('%j: %j', (typed, prefixes) =>
    expect(filterProxies(typed, knownProxies).map(({ prefix }) => prefix)).toEqual(prefixes),
  )
  it('returns none while the proxies are unknown', () => {
    expect(filterProxies('', { status: 'loading' })).toEqual([])
    expect(filterProxies('', { status: 'failed', finding })).toEqual([])
  })
})
