import { expect, it } from 'vitest'
import type { FaultName } from '../../doubles/qlik-sense/faults.ts'
import type { DoubleOptions } from '../../doubles/qlik-sense/settings.ts'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { startNativeHost } from '../../support/native-host.ts'

const params = { site: 'acme', prefix: 'sales', user: { userDirectory: 'DOMAIN', userId: 'User1' } }

async function start(settings: DoubleOptions = { hardened: true }) {
  const world = await startCompanionWithQlik(settings)
  const xray = async (more: object = {}) => {
    await using host = startNativeHost(world)
    return await host.sendCommand('xray', { ...params, ...more })
  }
  return { ...world, xray }
}

it('xray for a browser leaves no session, and the audit log names the browser for each', async () => {
  await using world = await start()
  const answer = await world.xray()
  expect(answer).toMatchObject({
    ok: true,
    result: { catalogue: 'session-cookie@1', requests: expect.any(Number) },
  })
  expect(world.qlik.sessions).toEqual([])
  const entries = await readAuditFiles(world.home)
  expect(new Set(entries.map(({ via }) => via))).toEqual(new Set(['browser']))
  const count = (action: string) =>
    entries.filter(entry => entry.action === action && entry.outcome === 'done').length
  expect(count('session.create')).toBeGreaterThan(2)
  expect(count('session.end')).toBe(count('session.create'))
})

it('xray for a browser returns the evidence masked, and the remedy in parts', async () => {
  await using world = await start({ defects: ['idInLogoutUri'] })
  const answer = await world.xray()
  const { checks } = Object(answer.ok ? answer.result : {})
  expect(checks.find(({ id }: { id: string }) => id === 'SC-10')).toMatchObject({
    verdict: 'failed',
    evidence: expect.arrayContaining([expect.stringContaining('…')]),
    remedy: { page: expect.anything(), field: expect.anything(), wanted: expect.anything() },
  })
  const text = JSON.stringify(answer)
  const ids = world.qlik.requests.flatMap(({ headers }) =>
    [...String(headers.cookie).matchAll(/X-Qlik-Session[\w-]*=([^;]{20,})/g)].map(([, id = '']) => id),
  )
  expect(ids.length).toBeGreaterThan(3)
  expect(ids.filter(id => text.includes(id))).toEqual([])
})

it.each(['hugeHeaders', 'huge', 'hangUp', 'garbage'] satisfies FaultName[])(
  'xray answers within the limits of the channel if the front end has the fault %s',
  async fault => {
    await using world = await start()
    await world.qlik.fault(fault, { endpoint: 'proxy' })
    const answer = await world.xray()
    expect(answer.ok).toBe(true)
    expect(JSON.stringify(answer).length).toBeLessThan(100_000)
    expect(world.qlik.sessions).toEqual([])
  },
)

it('xray runs a check that needs permission if it is allowed', async () => {
  await using world = await start({ defects: ['logoutKeepsSession'] })
  const answer = await world.xray({ allow: ['SC-12'] })
  const { checks } = Object(answer.ok ? answer.result : {})
  expect(checks[11]).toMatchObject({ id: 'SC-12', verdict: 'failed' })
  expect(checks[14]).toMatchObject({ id: 'SC-15', verdict: 'skipped' })
})
