import { expect, it } from 'vitest'
import { formatCurlConfig } from '../../../../../companion/qlik/transports/curl/config.ts'
import { fakeEndpoint } from '../../../../support/fake-endpoint.ts'

const request = { method: 'DELETE', path: '/qps/session/an-id?xrfkey=0', headers: { Accept: 'x' } } as const
const configLines = (...args: Parameters<typeof formatCurlConfig>) => formatCurlConfig(...args).split('\n')

it('formatCurlConfig escapes the backslashes of a Windows store path', () => {
  const cert = `CurrentUser\\MY\\${'AB'.repeat(20)}`
  expect(configLines(fakeEndpoint, request, { cert })).toContain(
    `cert = "CurrentUser\\\\MY\\\\${'AB'.repeat(20)}"`,
  )
})

it('formatCurlConfig connects to the host but expects the server name', () => {
  const lines = configLines(
    { ...fakeEndpoint, host: 'fd00::1', address: '[fd00::1]:4243', serverName: 'qlik' },
    request,
    {},
  )
  expect(lines).toContain('url = "https://qlik:4243/qps/session/an-id?xrfkey=0"')
  expect(lines).toContain('connect-to = "qlik:4243:[fd00::1]:4243"')
  expect(lines).toContain('header = "Host: [fd00::1]:4243"')
})

it('formatCurlConfig writes a host name in ASCII and a time limit', () => {
  const host = 'xn--mnchen-3ya.de'
  const lines = configLines({ ...fakeEndpoint, host, address: 'münchen.de:4243' }, request, {}, 2_500)
  expect(lines).toContain(`url = "https://${host}:4243/qps/session/an-id?xrfkey=0"`)
  expect(lines).toContain(`header = "Host: ${host}:4243"`)
  expect(lines).toContain('max-time = "4"')
})

it('formatCurlConfig writes any body as one line', () => {
  const body = JSON.stringify({ UserId: 'a"b\\c\nü😀' })
  const line = configLines(fakeEndpoint, { ...request, method: 'POST', body }, {}).find(text =>
    text.startsWith('data-raw'),
  )
  const config = /^data-raw = "(.*)"$/.exec(line ?? '')?.[1]?.replace(/\\(["\\])/g, '$1') ?? ''
  expect(JSON.parse(config)).toEqual(JSON.parse(body))
  expect(config).toMatch(/^[ -~]*$/)
})
