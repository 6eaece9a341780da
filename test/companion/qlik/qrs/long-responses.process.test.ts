import type { RequestListener } from 'node:http'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { startNativeHost } from '../../../support/native-host.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { runForError, runForResult } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

/** Starts a Repository Service with these responses, and a home with its site. */
async function startRepository(listener: RequestListener) {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  const server = await startRawServer(qlik, listener)
  await writeConfig(home.path, siteConfigFor(qlik, { qrs: server.address, tlsServerName: rawServerName }))
  const dispose = async () => {
    for (const each of [server, qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { home: home.path, [Symbol.asyncDispose]: dispose }
}

const nineMegabytes = `{"count":1}${' '.repeat(9 * 1024 * 1024)}`

it('the host accepts at most 8 MB from the Repository Service, and qrs accepts more', async () => {
  await using harness = await startRepository((_, response) => response.end(nineMegabytes))
  await using host = startNativeHost(harness)
  expect(await host.sendCommand('virtualProxies', { site: 'acme' })).toMatchObject({
    error: {
      code: 'UNEXPECTED_RESPONSE',
      details: { problem: 'the response is longer than 8,388,608 bytes' },
    },
  })
  expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
  expect(await runForResult(harness, 'qrs', 'acme', 'app/full')).toEqual({ count: 1 })
})

it('qrs rejects a response that is nested too deeply and reports how deep', async () => {
  await using harness = await startRepository((_, response) => response.end('['.repeat(10_000_000)))
  const error = await runForError(harness, 'qrs', 'acme', 'app/full')
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', exitCode: 5 })
  expect(error.message).toContain('the response is nested more than 64 levels deep')
})

it('the host rejects more virtual proxies than a site can have', async () => {
  const proxies = JSON.stringify(Array.from({ length: 1_001 }, (_, n) => ({ id: `${n}`, prefix: `p${n}` })))
  await using harness = await startRepository((_, response) => response.end(proxies))
  await using host = startNativeHost(harness)
  expect(await host.sendCommand('virtualProxies', { site: 'acme' })).toMatchObject({
    error: {
      code: 'UNEXPECTED_RESPONSE',
      details: { problem: 'the response has more than 1,000 entries' },
    },
  })
})
