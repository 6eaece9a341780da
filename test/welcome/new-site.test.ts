import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planSite } from '../../companion/cli/site-options.ts'
import { siteAddCommand, written } from '../../src/welcome/commands.ts'
import { emptyForm, hubOf, hubProblem, idOf, idProblem, newSiteOf } from '../../src/welcome/new-site.ts'

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
])('takes from %j the hub %j', (typed, hub) => expect(hubOf(typed)).toBe(hub))

it('names a site after its hub, until somebody types a name', () => {
  expect(idOf(emptyForm)).toBe('')
  expect(idOf({ ...emptyForm, hub: 'https://qlik-test.example.com' })).toBe('qlik-test')
  expect(idOf({ hub: 'https://qlik-test.example.com', id: '' })).toBe('')
  expect(idOf({ hub: 'https://qlik-test.example.com', id: 'acme' })).toBe('acme')
  expect(idOf({ ...emptyForm, hub: 'https://[::1]' })).toBe('')
})

it('says what is wrong, of what is there', () => {
  expect([hubProblem(emptyForm), idProblem(emptyForm)]).toEqual([undefined, undefined])
  const wrong = { hub: 'two words', id: 'Acme Test' }
  expect([hubProblem(wrong), idProblem(wrong)]).toEqual(['newSiteHubProblem', 'newSiteIdProblem'])
  expect(newSiteOf(wrong)).toBeUndefined()
})

const scheme = fc.constantFrom('', 'https://', 'http://qlik.', 'https://[')

it('makes no command that the companion would refuse, or a shell take apart', () => {
  fc.assert(
    fc.property(
      fc.tuple(scheme, fc.string()),
      fc.option(fc.string(), { nil: undefined }),
      ([start, rest], id) => {
        const site = newSiteOf({ hub: start + rest, id })
        if (site === undefined) return
        expect(planSite(site.id, { hub: site.hub, pem: '.' })).toMatchObject(site)
        expect(written(siteAddCommand(site), 'cmd')).not.toMatch(/[%^&|<>\n]/)
      },
    ),
  )
})
