import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { passphraseVariable, writePfx } from '../../../support/credential-fixtures.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

const request = [
  'request',
  'acme',
  '--prefix',
  'sales',
  '--user',
  "DOMAIN\\O'Brien $(id)",
  '--attribute',
  'a=b',
]

it.each(['PEM', 'PFX', 'PEM and another name in the certificate'])(
  'request prints a curl command that runs as it is: %s',
  async kind => {
    await using harness = await startCompanionWithQlik()
    if (kind === 'PFX') {
      const pfx = await writePfx(harness.qlik.certificates.folder, { password: '', cipher: '3des' })
      const root = `${harness.qlik.certificates.folder}/root.pem`
      await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential: { ...pfx, root } }))
    }
    if (kind.startsWith('PEM and')) {
      const qps = new URL(harness.qlik.qps).host.replace('localhost', '127.0.0.1')
      await writeConfig(harness.home, siteConfigFor(harness.qlik, { qps, tlsServerName: 'localhost' }))
    }
    const { stdout } = await runHubpass(harness, ...request, '--session-id', 'an-id-of-a-test')
    expect(stdout).toContain(`:${new URL(harness.qlik.qps).port}/qps/sales/session`)
    expect(harness.qlik.requests).toEqual([])
    const answer = await promisify(execFile)('bash', ['-c', stdout], { cwd: harness.home })
    expect(JSON.parse(answer.stdout)).toMatchObject({ UserId: "O'Brien $(id)" })
    expect(harness.qlik.sessions).toMatchObject([
      { prefix: 'sales', sessionId: 'an-id-of-a-test', attributes: [['a', 'b']] },
    ])
  },
)

it.each(['powershell', 'postman'])(
  'request names the real address and no passphrase for %s',
  async format => {
    await using harness = await startCompanionWithQlik()
    const credential = { kind: 'windows-store', store: 'CurrentUser', thumbprint: 'AB'.repeat(20) } as const
    await writeConfig(
      harness.home,
      siteConfigFor(harness.qlik, format === 'powershell' ? { credential } : {}),
    )
    const env = { [passphraseVariable]: 'a passphrase' }
    const result = await runForResult({ ...harness, env }, ...request, '--format', format)
    expect(result).toMatchObject({ format, request: expect.stringContaining(new URL(harness.qlik.qps).host) })
    expect(result).toMatchObject({ request: expect.stringContaining('<session-id>') })
    if (format === 'powershell')
      expect(result).toMatchObject({
        request: expect.stringContaining(`Cert:\\CurrentUser\\My\\${'AB'.repeat(20)}`),
      })
    else {
      const { port } = new URL(harness.qlik.qps)
      expect(JSON.parse((result as { request: string }).request)).toMatchObject({
        item: [{ request: { url: { host: ['localhost'], port } } }],
      })
    }
  },
)

it.each([
  ['another format', ['--format', 'bruno'], 'acme', 'BAD_REQUEST'],
  ['a user of another site', [], 'limited', 'USER_NOT_ALLOWED'],
  ['an unknown site', [], 'nowhere', 'SITE_UNKNOWN'],
])('request refuses %s', async (_, options, site, code) => {
  await using harness = await startCompanionWithQlik()
  expect(await runForError(harness, 'request', site, '--user', 'DOMAIN\\User1', ...options)).toMatchObject({
    code,
  })
})
