import { expect, it } from 'vitest'
import { parseCurlOutput } from '../../../../../companion/qlik/transports/curl/output.ts'

const parse = (text: string) => parseCurlOutput(Buffer.from(text, 'latin1'))

it.each([0, 1, 300_000])('parseCurlOutput skips %i responses with 103', count => {
  const informational = 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'.repeat(count)
  expect(parse(`${informational}HTTP/1.1 201 Created\r\nA: b:c\r\n\r\n{}\r\n\r\n`)).toEqual({
    status: 201,
    headers: { a: 'b:c' },
    body: '{}\r\n\r\n',
  })
})

it.each([
  '',
  'SSH-2.0-OpenSSH\r\n\r\n',
  'HTTP/1.1 200 OK\r\nA: b',
  'HTTP/1.1 103 Early Hints\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\n\r\nanything\r\n\r\n',
  'HTTP/1.1 2000 OK\r\n\r\n',
])('parseCurlOutput finds no response in %j', text => {
  expect(parse(text)).toBeUndefined()
})
