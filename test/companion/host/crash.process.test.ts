import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { protocolVersions } from '#protocol/versions'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { encodeFrame, extensionOrigin, startNativeHost } from '../../support/native-host.ts'
import { companionProgram } from '../../support/run-hubpass.ts'
import { allowSecretsIn } from '../../support/secrets/registry.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const sessionId = 'a-session-id-nobody-may-see'
const helloParams = { protocol: protocolVersions, extension: 'x' }
const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const params = { site: 'acme', prefix: '', sessionId, identity }
const creation = { id: 1, command: 'createSession', params }
const cancel = { id: 2, command: 'cancel', params: { request: 1 } }

it.each([
  ['an error that nothing catches', `setImmediate(() => { throw new Error('${sessionId}') })`],
  ['a rejection that nothing handles', `Promise.reject(new Error('${sessionId}'))`],
])('after %s the host ends its sessions, writes the log and exits with 70', async (_, bug) => {
  await using harness = await startCompanionWithQlik()
  const bugFile = join(harness.home, 'bug.mjs')
  allowSecretsIn(bugFile)
  await writeFile(bugFile, `process.on('SIGUSR2', () => { ${bug} })`)
  const args = ['--import', bugFile, companionProgram, extensionOrigin]
  await using host = startNativeHost({ ...harness, args })
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send(creation)
  await hold.reached
  expect(harness.qlik.sessions).toHaveLength(1)
  host.kill('SIGUSR2')
  const { code, stderr } = await host.ended
  expect(code).toBe(70)
  expect(stderr).toMatch(/^hubpass: a bug ended the companion \(Error\)\n {4}at /)
  expect(stderr).not.toContain(sessionId)
  expect(harness.qlik.sessions).toEqual([])
  expect((await readAuditFiles(harness.home)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'session.create asked',
    'session.cleanup done',
    'session.create CANCELLED',
  ])
})

it.each([
  ['QRS is closed', { qrs: 'localhost:1' }],
  ['QRS and QPS are closed', { qrs: 'localhost:1', qps: 'localhost:1' }],
])('a cancel right behind the request leaves the host alive if %s', async (_, changes) => {
  await using harness = await startCompanionWithQlik()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, changes))
  // A failed lookup is kept for a while, so that every process has only one chance.
  for (let turn = 0; turn < 4; turn += 1) {
    await using host = startNativeHost(harness)
    if (turn % 2 === 1) await host.sendCommand('checkCredential', { site: 'acme' })
    const answer = new Promise<unknown>(resolve => {
      host.onMessage(message => {
        if ((message as { id: number }).id === 77) resolve(message) // every response has an id
      })
    })
    host.write(
      Buffer.concat([
        encodeFrame({ ...creation, id: 77 }),
        encodeFrame({ ...cancel, params: { request: 77 } }),
      ]),
    )
    expect(await answer).toMatchObject({ error: { code: 'CANCELLED' } })
    expect(await host.sendCommand('hello', helloParams)).toMatchObject({ ok: true })
    host.close()
    expect(await host.ended).toMatchObject({ code: 0, stderr: '' })
  }
})

it('the end of the port right behind the request ends the host properly if QRS is closed', async () => {
  await using harness = await startCompanionWithQlik()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qrs: 'localhost:1' }))
  await using host = startNativeHost(harness)
  host.send(creation)
  host.close()
  expect(await host.ended).toMatchObject({ code: 0, stderr: '' })
  expect(harness.qlik.sessions).toEqual([])
})

it('the host cleans up although nobody reads its warnings any more', async () => {
  await using harness = await startCompanionWithQlik()
  await writeFile(join(harness.home, 'audit'), 'a file in the place of the folder')
  await using host = startNativeHost(harness)
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send(creation)
  await hold.reached
  host.closeStderr()
  host.close()
  expect((await host.ended).code).toBe(0)
  expect(harness.qlik.sessions).toEqual([])
})

it.each(['site', 'prefix', 'sessionId', 'identity', 'user'])(
  'frames that nest in %s to any depth end neither the host nor the clean-up',
  async name => {
    await using harness = await startCompanionWithQlik()
    await using host = startNativeHost(harness)
    const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
    host.send(creation)
    await hold.reached
    for (let depth = 4_095; depth < 4_125; depth += 1)
      for (const [start, end] of [
        ['[', ']'],
        ['{"a":', '}'],
      ] as const) {
        const nested = `${start.repeat(depth)}1${end.repeat(depth)}`
        const answer = host.nextResponse()
        const body = `{"id":5,"command":"createSession","params":{"${name}":${nested}}}`
        host.write(encodeText(body))
        expect(await answer).toMatchObject({ id: 5, error: { code: 'BAD_REQUEST' } })
      }
    host.close()
    expect((await host.ended).code).toBe(0)
    expect(harness.qlik.sessions).toEqual([])
    expect(await readAuditFiles(harness.home)).toContainEqual(
      expect.objectContaining({ action: 'session.cleanup', outcome: 'done' }),
    )
  },
)

function encodeText(text: string): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32LE(Buffer.byteLength(text))
  return Buffer.concat([header, Buffer.from(text)])
}
