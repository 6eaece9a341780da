import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { createCurlTransport } from '../../../../../companion/qlik/transports/curl/transport.ts'
import { QlikSenseDouble } from '../../../../doubles/qlik-sense/double.ts'
import { fakeEndpoint } from '../../../../support/fake-endpoint.ts'
import { rawServerName, startRawTlsServer } from '../../../../support/raw-server.ts'
import { createTemporaryHome } from '../../../../support/temporary-home.ts'

afterEach(() => vi.unstubAllEnvs())

const fixture = fileURLToPath(new URL('fixtures/request-and-end.ts', import.meta.url))

it.each(['exit', 'kill'])('curl ends after its companion by %s', async end => {
  await using qlik = await QlikSenseDouble.start()
  let onClosed = () => {}
  const closed = new Promise<void>(resolve => {
    onClosed = resolve
  })
  await using server = await startRawTlsServer(qlik, socket => void socket.once('close', onClosed))
  const { folder } = qlik.certificates
  const args = ['--import', 'tsx', fixture, server.address, rawServerName, folder, end]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  await new Promise(resolve => child.once('close', resolve))
  await closed
})

it.skipIf(process.platform === 'win32')('curl gets no variable with a passphrase or a key log', async () => {
  await using home = await createTemporaryHome()
  const program = join(home.path, 'curl')
  await writeFile(program, "#!/bin/sh\nprintf 'HTTP/1.1 200 OK\\r\\n\\r\\n'\nexec env\n", { mode: 0o700 })
  vi.stubEnv('HUBPASS_TEST_CURL_PASSPHRASE', 'a passphrase of this test')
  vi.stubEnv('SSLKEYLOGFILE', join(home.path, 'keys'))
  const send = createCurlTransport(program, {})
  const request = { method: 'GET', path: '/', headers: {} } as const
  const options = { signal: new AbortController().signal, timeoutMs: 10_000 }
  const { body } = await send(fakeEndpoint, request, options)
  expect(body).toContain('PATH=')
  expect(body).not.toMatch(/passphrase|SSLKEYLOGFILE/i)
})
