import { describe, expect, it, vi } from 'vitest'
import { extensionId } from '#protocol/constants'
import { failure } from '#protocol/errors'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { checkHandshake } from '../../../companion/doctor/machine/companion.ts'
import { checkCertificate, createCertificateChecks } from '../../../companion/doctor/site/certificate.ts'
import { unverifiedEndpoint } from '../../../companion/doctor/site/connect.ts'
import { compareProxyNodes, findNodesOfHost } from '../../../companion/doctor/site/proxy-nodes.ts'
import { type AliveResult, createSiteProbe } from '../../../companion/doctor/site/site-probe.ts'
import { describeSettings, findIssues } from '../../../companion/doctor/site/virtual-proxy-issues.ts'
import { createHostManifest } from '../../../companion/install/host-manifest.ts'
import { findManifestProblem } from '../../../companion/install/validate-manifest.ts'
import { companionVersion } from '../../../companion/util/version.ts'

const address = 'qlik:4243'
const site = {
  id: 'acme',
  hub: 'https://qlik',
  qps: address,
  qrs: 'qlik:4242',
  credential: { kind: 'pem', certificate: 'client.pem', key: 'client_key.pem', root: 'root.pem' },
} as const

describe('the client certificate', () => {
  const answered = (status: number, body = ''): AliveResult => ({
    isReached: true,
    response: { status, headers: {}, body },
  })
  const ended = (code: 'CONNECTION_CLOSED' | 'TLS_CLIENT_CERTIFICATE_REJECTED'): AliveResult => ({
    isReached: true,
    error: failure(code, { address }),
  })
  const codeOf = (ours: AliveResult, bare?: AliveResult): string => {
    try {
      return checkCertificate(address, ours, bare).note ?? ''
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'no finding'
    }
  }

  it.each<[string, AliveResult, AliveResult | undefined, string]>([
    ['a refusal without one', answered(200), answered(403), 'accepted; without one the door is closed'],
    [
      'an alert without one',
      answered(200),
      ended('TLS_CLIENT_CERTIFICATE_REJECTED'),
      'accepted; without one the door is closed',
    ],
    ['an answer without one', answered(200), answered(200), 'accepted; this question needs none'],
    ['nothing to compare with', answered(200), undefined, 'accepted'],
    [
      'another refusal than of the certificate',
      answered(404),
      answered(403),
      'accepted; without one the door is closed',
    ],
    [
      'the words of a forgery',
      answered(403, 'XSRF prevention check failed'),
      answered(403),
      'accepted; without one the door is closed',
    ],
    [
      'the same redirection without one',
      answered(302),
      answered(302),
      'not refused; without one the answer is the same',
    ],
    ['403', answered(403), answered(403), 'QPS_FORBIDDEN'],
    ['401', answered(401), undefined, 'QPS_FORBIDDEN'],
    ['an alert', ended('TLS_CLIENT_CERTIFICATE_REJECTED'), answered(403), 'TLS_CLIENT_CERTIFICATE_REJECTED'],
    [
      'a hang-up over ours, and words without',
      ended('CONNECTION_CLOSED'),
      answered(403),
      'TLS_CLIENT_CERTIFICATE_REJECTED',
    ],
    [
      'a hang-up over ours, and an alert without',
      ended('CONNECTION_CLOSED'),
      ended('TLS_CLIENT_CERTIFICATE_REJECTED'),
      'TLS_CLIENT_CERTIFICATE_REJECTED',
    ],
    [
      'a server that hangs up on everybody',
      ended('CONNECTION_CLOSED'),
      ended('CONNECTION_CLOSED'),
      'CONNECTION_CLOSED',
    ],
    ['a hang-up with nothing to compare', ended('CONNECTION_CLOSED'), undefined, 'CONNECTION_CLOSED'],
  ])('is judged by %s', (_, ours, bare, expected) => expect(codeOf(ours, bare)).toBe(expected))

  it('is not waited for a second time by a server that does not answer', async () => {
    const bareDoor = vi.fn()
    const timeout = failure('TIMEOUT', { address, afterMs: 30_000, accepted: true })
    const [check] = createCertificateChecks({
      ...createSiteProbe(site),
      endpoint: async () => unverifiedEndpoint(address),
      checkAlive: async () => ({ isReached: true, error: timeout }),
      endpointWithoutCertificate: bareDoor,
    })
    await expect(check?.run(new AbortController().signal)).rejects.toBe(timeout)
    expect(bareDoor).not.toHaveBeenCalled()
  })
})

const centralNode = { name: 'Central', host: 'qlik01.acme.com', port: 443, restPort: 4243 }
const rimNode = { name: 'Rim', host: 'qlik02.acme.com', port: 443, restPort: 4343 }

describe('the proxy nodes', () => {
  const addresses = new Map([
    ['qlik01.acme.com', ['10.0.0.1']],
    ['qlik02.acme.com', ['10.0.0.2', '::2']],
    ['qlik02', ['10.0.0.2']],
    ['balancer.acme.com', ['10.0.0.9']],
  ])
  const nodes = [centralNode, rimNode]

  it.each([
    ['QLIK01.acme.com', [centralNode]],
    ['qlik02', [rimNode]],
    ['balancer.acme.com', []],
    ['nowhere', []],
  ])('of the host %s', (host, found) => expect(findNodesOfHost(host, nodes, addresses)).toEqual(found))

  const found = { hub: 'https://hub', qps: address, nodes, hubNodes: [rimNode], qpsNodes: [rimNode] }

  it('are one', () =>
    expect(compareProxyNodes(found).note).toBe('hub and QPS are both Rim (qlik02.acme.com)'))

  it('are two', () =>
    expect(() => compareProxyNodes({ ...found, qpsNodes: [centralNode] })).toThrow(
      expect.objectContaining({
        code: 'PROXY_NODES_DIFFER',
        finding: expect.objectContaining({
          details: expect.objectContaining({ wanted: 'qlik02.acme.com:4343' }),
        }),
      }),
    ))

  it('are not known behind a load balancer', () => {
    for (const unknown of [{ hubNodes: [] }, { qpsNodes: [] }])
      expect(compareProxyNodes({ ...found, ...unknown }).warnings).toMatchObject([
        { code: 'PROXY_NODE_UNKNOWN' },
      ])
  })

  it('need not be known where there is but one', () =>
    expect(compareProxyNodes({ ...found, nodes: [rimNode], hubNodes: [] }).note).toBe(
      'there is only Rim (qlik02.acme.com)',
    ))
})

describe('a virtual proxy', () => {
  const good: ServedVirtualProxy = {
    prefix: 'sales',
    cookieName: 'X-Qlik-Session-sales',
    cookieDomain: '',
    https: { secure: true, sameSite: 'lax' },
    http: { secure: false, sameSite: 'no attribute' },
    timeoutMinutes: 30,
    hostAllowList: [],
    linked: true,
    proxies: [centralNode],
  }
  const found = {
    hub: 'https://qlik01.acme.com',
    qps: address,
    nodes: [centralNode],
    hubNodes: [centralNode],
    qpsNodes: [centralNode],
  }
  const doubts = (changes: Partial<ServedVirtualProxy>, hub = found.hub) =>
    findIssues({ ...good, ...changes }, { ...found, hub }).map(
      ({ details }) => details.setting ?? details.proxies,
    )

  it('is described', () =>
    expect(describeSettings(good, found.hub)).toBe(
      'cookie X-Qlik-Session-sales, Secure, SameSite lax, timeout 30 minutes',
    ))

  it.each<[string, Partial<ServedVirtualProxy>, string | undefined, unknown[]]>([
    ['that is as it should be', {}, undefined, []],
    ['that older releases tell less of', { https: {}, http: {} }, undefined, []],
    ['without a cookie name', { cookieName: undefined }, undefined, ['cookieName']],
    [
      'with SameSite None and not Secure',
      { https: { secure: false, sameSite: 'none' } },
      undefined,
      ['sameSite'],
    ],
    ['with SameSite None and Secure', { https: { secure: true, sameSite: 'none' } }, undefined, []],
    ['with Secure on plain http', { http: { secure: true } }, 'http://qlik01.acme.com', ['secure']],
    ['with the domain of the hub', { cookieDomain: '.acme.com' }, undefined, []],
    ['with another domain', { cookieDomain: 'cme.com' }, undefined, ['cookieDomain']],
    ['with a prefix that is taken', { prefix: 'hub' }, undefined, ['prefix']],
    ['that has not heard of the host', {}, 'https://bi.acme.com', ['hostAllowList']],
    ['that has', { hostAllowList: ['BI.acme.com'] }, 'https://bi.acme.com:8443', []],
    ['that has heard of its domain', { hostAllowList: ['acme.com'] }, 'https://bi.acme.com', []],
    [
      'that has another in its list',
      { hostAllowList: ['i.acme.com'] },
      'https://bi.acme.com',
      ['hostAllowList'],
    ],
    ['by the short name of its machine', {}, 'https://qlik01', []],
    ['linked to nothing', { proxies: [], linked: false, cookieName: undefined }, undefined, [[]]],
    ['linked to another proxy', { proxies: [rimNode] }, undefined, [['Rim (qlik02.acme.com)']]],
  ])('%s', (_, changes, hub, expected) => expect(doubts(changes, hub)).toEqual(expected))
})

describe('a manifest', () => {
  const wanted = { family: 'chromium', launcher: '/x/hubpass-host', extensionIds: [extensionId] } as const
  const written = createHostManifest('chromium', '/x/hubpass-host', [extensionId, 'a'.repeat(32)])
  const changed = (changes: object) => JSON.stringify({ ...written, ...changes })

  it.each<[string, string | undefined, string | undefined]>([
    ['as installing writes it', changed({ description: 'ours' }), undefined],
    ['with a byte order mark', `\uFEFF${changed({})}`, undefined],
    ['that is not there', undefined, 'its manifest is not there'],
    ['that is not JSON', '{', 'its manifest is not complete JSON'],
    ['that is a list', '[]', 'its manifest has no name'],
    ['for another program', changed({ path: '/y' }), 'its manifest has the path "/y", not "/x/hubpass-host"'],
    ['under another name', changed({ name: 'x' }), 'its manifest has the name "x", not "hubpass.companion"'],
    ['for nobody', changed({ allowed_origins: undefined }), 'its manifest has no allowed_origins'],
    [
      'without the slash at the end',
      changed({ allowed_origins: [`chrome-extension://${extensionId}`] }),
      `the allowed_origins of its manifest lack "chrome-extension://${extensionId}/"`,
    ],
  ])('%s', (_, content, problem) => expect(findManifestProblem(content, wanted)).toBe(problem))

  it('for Firefox names its add-on', () => {
    const firefox = JSON.stringify(createHostManifest('firefox', '/x/hubpass-host', []))
    expect(findManifestProblem(firefox, { ...wanted, family: 'firefox' })).toBeUndefined()
    expect(findManifestProblem(changed({}), { ...wanted, family: 'firefox' })).toContain('allowed_extensions')
  })
})

describe('a greeting', () => {
  const greeting = {
    protocol: { min: 1, max: 1 },
    companion: companionVersion,
    node: '20.19.0',
    platform: 'linux',
    ms: 9,
  }

  it.each(['20.19.0', '22.1.0', '100.0.0'])('from Node %s is fine', node =>
    expect(checkHandshake({ ...greeting, node }, '/x')).toMatchObject({ warnings: [] }),
  )

  it.each(['20.18.3', '18.20.0'])('from Node %s is not', node =>
    expect(() => checkHandshake({ ...greeting, node }, '/x')).toThrow(
      `it runs on Node ${node}, older than 20.19`,
    ),
  )

  it('from another version is a warning', () =>
    expect(checkHandshake({ ...greeting, companion: '0.0.1' }, '/x').warnings).toMatchObject([
      { code: 'COMPANION_OUTDATED', details: { installed: '0.0.1', current: companionVersion } },
    ]))
})
