import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { expect, it } from 'vitest'
import { unverifiedEndpoint } from '../../../../companion/doctor/site/connect.ts'
import { sendRequest } from '../../../../companion/qlik/http/request.ts'
import { createContext } from '../../../../companion/qlik/http/secure-context.ts'
import { findingOfRejection } from '../../../support/catch-finding.ts'
import { isOpenSslMissing, openSslIn } from '../../../support/openssl.ts'
import { listenOnFreePort } from '../../../support/raw-server.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

it.skipIf(isOpenSslMissing()).each([
  ['a signature with SHA-1', 2048, 'sha1', 'CA signature digest algorithm too weak'],
  ['a root of 512 bits', 512, 'sha256', 'CA certificate key too weak'],
])('a request names %s of the server', async (_, bits, hash, reason) => {
  await using folder = await createTemporaryFolder('weak-server')
  const openssl = openSslIn(folder.path)
  const create = ['req', '-nodes', '-newkey']
  const root = ['-x509', '-days', '9', '-subj', '/CN=root', '-keyout', 'root.key', '-out', 'root.crt']
  await openssl(...create, `rsa:${bits}`, ...root)
  await openssl(...create, 'rsa:2048', '-subj', '/CN=localhost', '-keyout', 'key.pem', '-out', 'leaf.csr')
  const issuer = ['-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', `-${hash}`]
  await openssl('x509', '-req', '-in', 'leaf.csr', ...issuer, '-days', '9', '-out', 'cert.pem')
  const read = (name: string) => readFile(join(folder.path, name))

  const ciphers = 'ALL:@SECLEVEL=0'
  const server = createServer({ cert: await read('cert.pem'), key: await read('key.pem'), ciphers })
  await using listening = await listenOnFreePort(server.on('tlsClientError', () => {}))
  const endpoint = unverifiedEndpoint(listening.address, createContext({ ca: await read('root.crt') }))
  const request = { method: 'GET', path: '/', headers: {} } as const
  const sending = sendRequest(endpoint, request, { signal: AbortSignal.timeout(9000), timeoutMs: 9000 })
  expect(await findingOfRejection(sending)).toMatchObject({
    code: 'TLS_CERTIFICATE_WEAK',
    message: expect.stringContaining(reason),
  })
})
