import { expect, it } from 'vitest'
import { extensionId } from '#protocol/constants'
import { findWarnings } from '../../../companion/install/warnings/index.ts'
import { findPolicyProblems } from '../../../companion/install/warnings/policy-problems.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

const persona = { label: 'A', userDirectory: 'D', userId: 'u', pinned: true, attributeSets: [{ name: '' }] }

it('findPolicyProblems accepts valid settings', () => {
  const defaults = { site: 'a', prefix: '' }
  expect(findPolicyProblems({ personas: [persona], defaults, addSites: 'terminal' })).toEqual([])
})

it.each([
  [{ personas: [persona, { ...persona, userId: 5 }] }, 'personas.1.userId', 'string'],
  [{ personas: [{ ...persona, pinned: 'yes' }] }, 'personas.0.pinned', 'boolean'],
  [{ personas: { 0: persona } }, 'personas', 'array'],
  [{ personas: null }, 'personas', 'array'],
  [{ personas: [null] }, 'personas.0', 'object'],
  [{ defaults: 'x' }, 'defaults', 'object'],
  [{ addSites: true }, 'addSites', 'string'],
])('findPolicyProblems names the value of a wrong type in %j', (policy, setting, expected) => {
  expect(findPolicyProblems(policy)).toEqual([
    { setting, problem: expect.objectContaining({ id: 'reason.policyType', values: { expected } }) },
  ])
})

it.each([
  [{ persona: [] }, 'persona'],
  [{ defaults: { sites: 'x' } }, 'defaults.sites'],
  [{ personas: [{ user: 'x' }] }, 'personas.0.user'],
  [{ constructor: 'x' }, 'constructor'],
])('findPolicyProblems names the unknown setting in %j', (policy, setting) => {
  expect(findPolicyProblems(policy)).toEqual([
    { setting, problem: expect.objectContaining({ id: 'reason.policyUnknown' }) },
  ])
})

it('findPolicyProblems names a few problems of many', () => {
  const found = findPolicyProblems({ personas: Array.from({ length: 100_000 }, () => 0) })
  expect(found.slice(0, 30).map(({ setting }) => setting)).toEqual(
    Array.from({ length: 20 }, (_, at) => `personas.${at}`),
  )
})

it('findPolicyProblems shortens the name of a setting', () => {
  const [found] = findPolicyProblems({ ['x'.repeat(100_000)]: 1 })
  expect(found?.setting.length).toBe(101)
})

const otherId = 'b'.repeat(32)
const find = async (
  platform: 'linux' | 'win32',
  prepare: (system: Awaited<ReturnType<typeof createTemporarySystem>>) => Promise<unknown>,
) => {
  await using system = await createTemporarySystem()
  await prepare(system)
  const options = { machine: hostEnvironments[platform], system, browsers: ['chrome', 'edge'] }
  const found = await findWarnings({ ...options, isAllBrowsers: false, extensionIds: [otherId] })
  return found.map(({ code, details }) => [code, details])
}

it('findWarnings names what browsers drop from the policy of each of our extensions on Linux', async () => {
  const place = '/etc/opt/edge/policies/managed/hubpass-settings.json'
  const extensions = {
    [extensionId]: { addSites: 1 },
    [otherId]: { defaults: [] },
    ['c'.repeat(32)]: { addSites: 1 },
  }
  const text = JSON.stringify({ '3rdparty': { extensions } })
  expect(await find('linux', ({ fileSystem }) => fileSystem.write(place, text, 0o644))).toMatchObject([
    ['POLICY_VALUE_IGNORED', { browser: 'edge', place, setting: 'addSites' }],
    ['POLICY_VALUE_IGNORED', { browser: 'edge', place, setting: 'defaults' }],
  ])
})

it.each([
  ['personas', 'no JSON', 'personas'],
  ['personas', '[{"label":1}]', 'personas.0.label'],
  ['defaults', '"x"', 'defaults'],
])('findWarnings names the value %s = %s in the registry', async (name, text, setting) => {
  const place = `HKLM\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${extensionId}\\policy`
  const registry = {
    read: async (key: string) => (key === place ? { values: { [name]: text }, subkeys: {} } : undefined),
    write: async () => {},
  }
  await using system = await createTemporarySystem()
  const found = await findWarnings({
    ...{ machine: hostEnvironments.win32, system: { ...system, registry }, browsers: ['chrome'] },
    isAllBrowsers: false,
  })
  expect(found).toMatchObject([
    { code: 'POLICY_VALUE_IGNORED', details: { browser: 'chrome', place, setting } },
  ])
})

it('findWarnings accepts the values that the kit writes into the registry', async () => {
  const values = { personas: JSON.stringify([persona]), defaults: '{"site":"a"}', addSites: 'dialog' }
  const place = `HKLM\\Software\\Policies\\Microsoft\\Edge\\3rdparty\\extensions\\${otherId}\\policy`
  expect(
    await find('win32', async system => {
      system.registry = {
        ...system.registry,
        read: async key => (key === place ? { values, subkeys: {} } : undefined),
      }
    }),
  ).toEqual([])
})
