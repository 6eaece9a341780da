import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatCommandLine } from '#protocol/invocation'
import { parseSiteOptions } from '../../../companion/config/options/site.ts'
import {
  emptySiteForm,
  getHubError,
  getIdError,
  getSiteId,
  parseHub,
  toNewSite,
} from '../../../src/ui/sites/site-form.ts'
import { siteAddCommand } from '../../../src/welcome/shell-commands.ts'

const platform = { system: 'linux', browser: 'chrome', extensionId: '' } as const

it.each([
  ['https://qlik.example.com', 'https://qlik.example.com'],
  ['qlik.example.com', 'https://qlik.example.com'],
  [' https://QLIK.example.com/sales/hub/my/work?x=1#a ', 'https://qlik.example.com'],
  ['http://qlik:8080/hub', 'http://qlik:8080'],
  ['qlik-host:8443', 'https://qlik-host:8443'],
  ['https://user:secret@qlik.example.com/', 'https://qlik.example.com'],
  ['https://[::1]:8443/', 'https://[::1]:8443'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['ftp://qlik.example.com', undefined],
  ['two words', undefined],
  ['https://', undefined],
])('parseHub of %j is %j', (typed, hub) => expect(parseHub(typed)).toBe(hub))

it('getSiteId follows the hub until an id is typed', () => {
  expect(getSiteId(emptySiteForm)).toBe('')
  expect(getSiteId({ ...emptySiteForm, hub: 'https://qlik-test.example.com' })).toBe('qlik-test')
  expect(getSiteId({ hub: 'https://qlik-test.example.com', id: '' })).toBe('')
  expect(getSiteId({ hub: 'https://qlik-test.example.com', id: 'acme' })).toBe('acme')
  expect(getSiteId({ ...emptySiteForm, hub: 'https://[::1]' })).toBe('')
})

it('getHubError and getIdError report only filled fields', () => {
  expect([getHubError(emptySiteForm), getIdError(emptySiteForm)]).toEqual([undefined, undefined])
  const wrong = { hub: 'two words', id: 'Acme Test' }
  expect([getHubError(wrong), getIdError(wrong)]).toEqual([
    'welcome.newSiteHubProblem',
    'welcome.newSiteIdProblem',
  ])
  expect(toNewSite(wrong)).toBeUndefined()
})

const scheme = fc.constantFrom('', 'https://', 'http://qlik.', 'https://[')

it('toNewSite accepts nothing that the companion rejects or a shell splits', () => {
  fc.assert(
    fc.property(
      fc.tuple(scheme, fc.string()),
      fc.option(fc.string(), { nil: undefined }),
      ([start, rest], id) => {
        const site = toNewSite({ hub: start + rest, id })
        if (site === undefined) return
        expect(parseSiteOptions(site.id, { hub: site.hub, pem: '.' })).toMatchObject(site)
        expect(formatCommandLine(siteAddCommand(platform, site), 'cmd')).not.toMatch(/[%^&|<>\n]/)
      },
    ),
  )
})
