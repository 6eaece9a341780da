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

describe('checkCertificate', () => {
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
    ['200 with ours and 403 without', answered(200), answered(403), 'accepted; required by the server'],
    [
      '200 with ours and an alert without',
      answered(200),
      ended('TLS_CLIENT_CERTIFICATE_REJECTED'),
      'accepted; required by the server',
    ],
    [
      '200 with ours and 200 without',
      answered(200),
      answered(200),
      'accepted; not required for this request',
    ],
    ['200 and no comparison', answered(200), undefined, 'accepted'],
    ['404 with ours and 403 without', answered(404), answered(403), 'accepted; required by the server'],
    [
      'an XSRF rejection with ours and 403 without',
      answered(403, 'XSRF prevention check failed'),
      answered(403),
      'accepted; required by the server',
    ],
    [
      'the same redirection with and without ours',
      answered(302),
      answered(302),
      'not rejected; the response is the same without it',
    ],
    ['403 with and without ours', answered(403), answered(403), 'QPS_FORBIDDEN'],
    ['401 and no comparison', answered(401), undefined, 'QPS_FORBIDDEN'],
    [
      'an alert with ours and 403 without',
      ended('TLS_CLIENT_CERTIFICATE_REJECTED'),
      answered(403),
      'TLS_CLIENT_CERTIFICATE_REJECTED',
    ],
    [
      'a closed connection with ours and 403 without',
      ended('CONNECTION_CLOSED'),
      answered(403),
      'TLS_CLIENT_CERTIFICATE_REJECTED',
    ],
    [
      'a closed connection with ours and an alert without',
      ended('CONNECTION_CLOSED'),
      ended('TLS_CLIENT_CERTIFICATE_REJECTED'),
      'TLS_CLIENT_CERTIFICATE_REJECTED',
    ],
    [
      'closed connections with and without ours',
      ended('CONNECTION_CLOSED'),
      ended('CONNECTION_CLOSED'),
      'CONNECTION_CLOSED',
    ],
    ['a closed connection and no comparison', ended('CONNECTION_CLOSED'), undefined, 'CONNECTION_CLOSED'],
  ])('judges %s', (_, ours, bare, expected) => expect(codeOf(ours, bare)).toBe(expected))

  it('does not compare after a timeout', async () => {
    const endpointWithoutCertificate = vi.fn()
    const timeout = failure('TIMEOUT', { address, afterMs: 30_000, accepted: true })
    const [check] = createCertificateChecks({
      ...createSiteProbe(site),
      endpoint: async () => unverifiedEndpoint(address),
      checkAlive: async () => ({ isReached: true, error: timeout }),
      endpointWithoutCertificate,
    })
    await expect(check?.run(new AbortController().signal)).rejects.toBe(timeout)
    expect(endpointWithoutCertificate).not.toHaveBeenCalled()
  })
})

const centralNode = { name: 'Central', host: 'qlik01.acme.com', port: 443, restPort: 4243 }
const rimNode = { name: 'Rim', host: 'qlik02.acme.com', port: 443, restPort: 4343 }

describe('proxy nodes', () => {
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
  ])('findNodesOfHost finds the nodes of %s', (host, found) =>
    expect(findNodesOfHost(host, nodes, addresses)).toEqual(found),
  )

  const found = { hub: 'https://hub', qps: address, nodes, hubNodes: [rimNode], qpsNodes: [rimNode] }

  it('compareProxyNodes passes if hub and QPS share a node', () =>
    expect(compareProxyNodes(found).note).toBe('hub and QPS are on the node Rim (qlik02.acme.com)'))

  it('compareProxyNodes fails if hub and QPS are on different nodes', () =>
    expect(() => compareProxyNodes({ ...found, qpsNodes: [centralNode] })).toThrow(
      expect.objectContaining({
        code: 'PROXY_NODES_DIFFER',
        finding: expect.objectContaining({
          details: expect.objectContaining({ wanted: 'qlik02.acme.com:4343' }),
        }),
      }),
    ))

  it('compareProxyNodes warns if a node is unknown', () => {
    for (const unknown of [{ hubNodes: [] }, { qpsNodes: [] }])
      expect(compareProxyNodes({ ...found, ...unknown }).warnings).toMatchObject([
        { code: 'PROXY_NODE_UNKNOWN' },
      ])
  })

  it('compareProxyNodes passes if there is only one node', () =>
    expect(compareProxyNodes({ ...found, nodes: [rimNode], hubNodes: [] }).note).toBe(
      'the only node is Rim (qlik02.acme.com)',
    ))
})

describe('findIssues', () => {
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
  const issues = (changes: Partial<ServedVirtualProxy>, hub = found.hub) =>
    findIssues({ ...good, ...changes }, { ...found, hub }).map(
      ({ details }) => details.setting ?? details.proxies,
    )

  it('describeSettings lists cookie and timeout', () =>
    expect(describeSettings(good, found.hub)).toBe(
      'cookie X-Qlik-Session-sales, Secure, SameSite lax, timeout 30 minutes',
    ))

  it.each<[string, Partial<ServedVirtualProxy>, string | undefined, unknown[]]>([
    ['good settings', {}, undefined, []],
    ['settings that older releases do not report', { https: {}, http: {} }, undefined, []],
    ['a missing cookie name', { cookieName: undefined }, undefined, ['cookieName']],
    ['SameSite None without Secure', { https: { secure: false, sameSite: 'none' } }, undefined, ['sameSite']],
    ['SameSite None with Secure', { https: { secure: true, sameSite: 'none' } }, undefined, []],
    ['Secure on plain http', { http: { secure: true } }, 'http://qlik01.acme.com', ['secure']],
    ['the domain of the hub', { cookieDomain: '.acme.com' }, undefined, []],
    ['another domain', { cookieDomain: 'cme.com' }, undefined, ['cookieDomain']],
    [
      'a cookie name that requires https',
      { cookieName: '__Secure-X' },
      'http://qlik01.acme.com',
      ['cookieNameHttps'],
    ],
    [
      'a cookie name that requires Secure',
      { cookieName: '__secure-X', https: { secure: false } },
      undefined,
      ['cookieNameSecure'],
    ],
    [
      'a cookie name that forbids a domain',
      { cookieName: '__Host-X', cookieDomain: 'acme.com' },
      undefined,
      ['cookieNameHostOnly'],
    ],
    ['a reserved prefix', { prefix: 'hub' }, undefined, ['prefix']],
    ['a host that is not in the allow list', {}, 'https://bi.acme.com', ['hostAllowList']],
    ['a host in the allow list', { hostAllowList: ['BI.acme.com'] }, 'https://bi.acme.com:8443', []],
    ['a domain in the allow list', { hostAllowList: ['acme.com'] }, 'https://bi.acme.com', []],
    [
      'another host in the allow list',
      { hostAllowList: ['i.acme.com'] },
      'https://bi.acme.com',
      ['hostAllowList'],
    ],
    ['the short name of the machine', {}, 'https://qlik01', []],
    ['no linked proxy', { proxies: [], linked: false, cookieName: undefined }, undefined, [[]]],
    ['a link to another proxy', { proxies: [rimNode] }, undefined, [['Rim (qlik02.acme.com)']]],
  ])('judges %s', (_, changes, hub, expected) => expect(issues(changes, hub)).toEqual(expected))
})

describe('findManifestProblem', () => {
  const expected = { family: 'chromium', launcher: '/x/hubpass-host', extensionIds: [extensionId] } as const
  const written = createHostManifest('chromium', '/x/hubpass-host', [extensionId, 'a'.repeat(32)])
  const changed = (changes: object) => JSON.stringify({ ...written, ...changes })

  it.each<[string, string | undefined, string | undefined]>([
    ['what installing writes', changed({ description: 'ours' }), undefined],
    ['a byte order mark', `\uFEFF${changed({})}`, undefined],
    ['a missing manifest', undefined, 'its manifest does not exist'],
    ['incomplete JSON', '{', 'its manifest is not valid JSON'],
    ['a list', '[]', 'its manifest has no name'],
    ['another program', changed({ path: '/y' }), 'its manifest has the path "/y", not "/x/hubpass-host"'],
    ['another name', changed({ name: 'x' }), 'its manifest has the name "x", not "hubpass.companion"'],
    ['a missing allow list', changed({ allowed_origins: undefined }), 'its manifest has no allowed_origins'],
    [
      'an origin without the trailing slash',
      changed({ allowed_origins: [`chrome-extension://${extensionId}`] }),
      `its manifest lacks "chrome-extension://${extensionId}/" in allowed_origins`,
    ],
  ])('judges %s', (_, content, problem) => expect(findManifestProblem(content, expected)).toBe(problem))

  it('expects the add-on in a manifest for Firefox', () => {
    const firefox = JSON.stringify(createHostManifest('firefox', '/x/hubpass-host', []))
    expect(findManifestProblem(firefox, { ...expected, family: 'firefox' })).toBeUndefined()
    expect(findManifestProblem(changed({}), { ...expected, family: 'firefox' })).toContain(
      'allowed_extensions',
    )
  })
})

describe('checkHandshake', () => {
  const handshake = {
    protocol: { min: 1, max: 1 },
    companion: companionVersion,
    node: '20.19.0',
    platform: 'linux',
    ms: 9,
  }

  it.each(['20.19.0', '22.1.0', '100.0.0'])('accepts Node %s', node =>
    expect(checkHandshake({ ...handshake, node }, '/x')).toMatchObject({ warnings: [] }),
  )

  it.each(['20.18.3', '18.20.0'])('rejects Node %s', node =>
    expect(() => checkHandshake({ ...handshake, node }, '/x')).toThrow(
      `it runs on Node ${node}, older than 20.19`,
    ),
  )

  it('warns about a companion of another version', () =>
    expect(checkHandshake({ ...handshake, companion: '0.0.1' }, '/x').warnings).toMatchObject([
      { code: 'COMPANION_OUTDATED', details: { installed: '0.0.1', current: companionVersion } },
    ]))
})
