import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer, type SecureVersion } from 'node:tls'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { runHubpass } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

/** Asks every TLS connection of the companion for as little as Node can be told to accept. */
const weakNode = { NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=ALL:eNULL:@SECLEVEL=0' }

/** A server that speaks only the given version, and accepts every client. */
async function startServer(folder: string, version: SecureVersion, ciphers = 'ALL:@SECLEVEL=0') {
  const read = (name: string) => readFile(join(folder, name))
  const [cert, key] = await Promise.all([read('client.pem'), read('client_key.pem')])
  const versions = { minVersion: version, maxVersion: version, ciphers }
  let handshakes = 0
  const server = createServer({ cert, key, ...versions }, socket => {
    handshakes++
    socket.on('error', () => {}).end()
  })
  server.on('tlsClientError', () => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    handshakes: () => handshakes,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

it.each<[string, SecureVersion, string?]>([
  ['TLS 1.0', 'TLSv1'],
  ['TLS 1.1', 'TLSv1.1'],
  ['a cipher that encrypts nothing', 'TLSv1.2', 'NULL-SHA256:@SECLEVEL=0'],
])('no command connects with %s, whatever NODE_OPTIONS says', async (_, version, ciphers) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await using server = await startServer(await qlik.writeCertificates('serverAsClient'), version, ciphers)
  const site = { hub: `https://${server.host}`, qps: server.host, qrs: server.host }
  await writeConfig(home.path, siteConfigFor(qlik, site))
  const options = { home: home.path, env: weakNode }
  const login = await runHubpass(options, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(login.code).not.toBe(0)
  await runHubpass(options, 'doctor', 'acme')
  await runHubpass(options, 'virtual-proxies', 'acme')
  expect(server.handshakes()).toBe(0)
})
