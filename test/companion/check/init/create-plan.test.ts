import { expect, it } from 'vitest'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { createPlan } from '../../../../companion/check/init/create-plan.ts'
import { listProblems, parseSample } from '../../../support/plan-fixture.ts'

const proxy = (prefix: string, more: Partial<ServedVirtualProxy> = {}): ServedVirtualProxy => ({
  prefix,
  https: { secure: true, sameSite: 'lax' },
  http: {},
  linked: true,
  proxies: [],
  ...more,
})

const create = (virtualProxies: ServedVirtualProxy[], users?: string[]) =>
  createPlan({ site: 'test', virtualProxies, users, today: '2026-11-29' })

it('a plan from a site expects the settings that the site has', () => {
  const plan = parseSample(
    create([
      proxy('', { timeoutMinutes: 30 }),
      proxy('sales', { cookieName: 'X-Qlik-Session-sales' }),
      proxy('old', { linked: false }),
    ]),
  )
  expect(plan.blocks.map(({ name, virtualProxies }) => [name, virtualProxies])).toEqual([
    [undefined, ['', 'sales']],
    ['Settings of the default virtual proxy', ['']],
    ['Settings of sales', ['sales']],
  ])
  expect(plan.blocks[1]?.expect).toEqual({
    identity: 'same',
    virtualProxy: { timeoutMinutes: 30, https: { secure: true, sameSite: 'lax' }, linked: true },
  })
})

it('a plan names the users whom the site allows, but no patterns', () => {
  const text = create([proxy('')], ['TESTING\\ann', 'TESTING\\*', "D\\o'neil"])
  expect(parseSample(text).blocks[0]?.personas).toMatchObject([
    { persona: { user: { userId: 'ann' } } },
    { persona: { user: { userId: "o'neil" } } },
  ])
})

it.each([
  ['nothing linked', [proxy('sales', { linked: false })]],
  ['settings that nobody knows', [proxy('sales', { https: {} })]],
  ['a description with a line break', [proxy('sales', { description: "Sales\nversion: 2 # 'x'" })]],
  ['a name with a variable', [proxy('sales', { cookieName: `${'$'}{HOME}`, cookieDomain: "a'b" })]],
])('a plan from a site with %s is a valid plan', (_, virtualProxies) => {
  expect(listProblems(create(virtualProxies))).toEqual([])
})
