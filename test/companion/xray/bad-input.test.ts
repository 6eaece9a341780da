import { expect, it } from 'vitest'
import { useCompanionHome } from '../../support/companion-home.ts'
import { listIds, xrayDouble } from './xray-harness.ts'

useCompanionHome('file')

const hardened = { hardened: true }

it.each([
  ['closes a WebSocket without a message', 'socketClosed'],
  ['never sends a message on a WebSocket', 'socketMute'],
  ['answers a handshake with a page', 'socketPage'],
  ['sends a message of a megabyte on a WebSocket', 'socketHuge'],
  ['sends thousands of messages on a WebSocket', 'socketFlood'],
  ['says that there is no engine', 'socketNoEngine'],
] as const)('no check fails wrongly if the server %s', async (_, fault) => {
  const run = await xrayDouble({
    double: hardened,
    limits: { firstMessageMs: 200, socketEndMs: 200 },
    prepare: async qlik => void (await qlik.fault(fault)),
  })
  expect(listIds(run, 'failed')).toEqual([])
  expect(listIds(run, 'undecided')).toEqual(['SC-14', 'SC-19', 'SC-25', 'SC-26', 'SC-27', 'SC-28', 'SC-29'])
  expect(run.qlik.sessions).toEqual([])
})

it.each(['hangUp', 'cut', 'garbage', 'wrongShape', 'huge', 'hubErrorPage', 'hugeHeaders'] as const)(
  'no check fails wrongly if the front end has the fault %s',
  async fault => {
    const run = await xrayDouble({
      double: hardened,
      prepare: async qlik => void (await qlik.fault(fault, { endpoint: 'proxy' })),
    })
    expect(listIds(run, 'failed')).toEqual([])
    expect(run.qlik.sessions).toEqual([])
  },
)

it('no check fails wrongly if the front end goes away in the middle', async () => {
  const run = await xrayDouble({
    double: hardened,
    prepare: async qlik => {
      const hold = qlik.hold({ endpoint: 'proxy', path: '/sales/qps/csrftoken' })
      void hold.reached.then(async () => {
        await qlik.fault('refused', { endpoint: 'proxy' })
        hold.release()
      })
    },
  })
  expect(listIds(run, 'failed')).toEqual([])
  expect(run.qlik.sessions).toEqual([])
})

it.each([
  ['September 2020', ['SC-40'], ['SC-26']],
  ['May 2024', [], ['SC-26']],
  ['no release at all', [], ['SC-26', 'SC-40']],
])('the release "%s" changes only the checks that depend on it', async (label, failed, undecided) => {
  const run = await xrayDouble({ double: { ...hardened, release: { label, version: '14.0.0' } } })
  expect([listIds(run, 'failed'), listIds(run, 'undecided')]).toEqual([failed, undecided])
})

it.each(['tls11', 'serverCertificateExpired', 'serverCertificateOfOtherName'] as const)(
  'only the TLS check fails if the front end has the fault %s',
  async fault => {
    const run = await xrayDouble({
      double: hardened,
      prepare: async qlik => void (await qlik.fault(fault, { endpoint: 'proxy' })),
    })
    expect(listIds(run, 'failed')).toEqual(['SC-39'])
  },
)

it('a user without an access pass fails the license check, and WebSocket checks are undecided', async () => {
  const run = await xrayDouble({
    double: hardened,
    user: { userDirectory: 'DOMAIN', userId: 'NoAccess' },
    limits: { firstMessageMs: 500 },
  })
  expect(listIds(run, 'failed')).toEqual(['SC-29'])
  const license = run.checks.find(({ id }) => id === 'SC-29')
  expect(license?.evidence).toEqual([expect.stringContaining('OnLicenseAccessDenied')])
})

it('a site that nobody has hardened fails the checks of its settings', async () => {
  const run = await xrayDouble({ double: {} })
  expect(listIds(run, 'failed')).toEqual([...['SC-02', 'SC-15', 'SC-17', 'SC-24', 'SC-31', 'SC-32', 'SC-34']])
})
