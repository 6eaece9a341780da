import { expect, it } from 'vitest'
import { formatCurlConfig } from '../../../../../companion/qlik/transports/curl/config.ts'
import { fakeEndpoint } from '../../../../support/fake-endpoint.ts'

const request = { method: 'DELETE', path: '/qps/session/an-id?xrfkey=0', headers: { Accept: 'x' } } as const
const configLines = (...args: Parameters<typeof formatCurlConfig>) => formatCurlConfig(...args).split('\n')

it('names the certificate of a Windows store with its backslashes', () => {
  const cert = `CurrentUser\\MY\\${'AB'.repeat(20)}`
  expect(configLines(fakeEndpoint, request, { cert })).toContain(
    `cert = "CurrentUser\\\\MY\\\\${'AB'.repeat(20)}"`,
  )
})

it('connects to the host and expects the name in the certificate', () => {
  const lines = configLines(
    { ...fakeEndpoint, host: 'fd00::1', address: '[fd00::1]:4243', serverName: 'qlik' },
    request,
    {},
  )
  expect(lines).toContain('url = "https://qlik:4243/qps/session/an-id?xrfkey=0"')
  expect(lines).toContain('connect-to = "qlik:4243:[fd00::1]:4243"')
  expect(lines).toContain('header = "Host: [fd00::1]:4243"')
})

it('keeps a body in one line, whatever it holds', () => {
  const body = JSON.stringify({ UserId: 'a"b\\c\nü😀' })
  const line = configLines(fakeEndpoint, { ...request, method: 'POST', body }, {}).find(text =>
    text.startsWith('data-raw'),
  )
  const told = /^data-raw = "(.*)"$/.exec(line ?? '')?.[1]?.replace(/\\(["\\])/g, '$1') ?? ''
  expect(JSON.parse(told)).toEqual(JSON.parse(body))
  expect(told).toMatch(/^[ -~]*$/)
})
