import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { requestUrl } from '../doubles/qlik-sense/client.ts'
import { startCompanionWithQlik } from '../support/companion-harness.ts'
import { logInForTool, signedInUser, spellings } from '../support/log-in-for-tool.ts'
import { runHubpass } from '../support/run-hubpass.ts'
import { allowSecretsIn } from '../support/secrets/registry.ts'
import { requireTool, runNodeTool } from './support/tools.ts'

const checkUser = [
  'const user = RESPONSE',
  "if (user.userId !== 'anna' || user.userDirectory !== 'TESTING') throw new Error('another user')",
]

describe.each(spellings)('with $title', spelling => {
  it('newman reads the cookie jar of login and is signed in', async () => {
    await using login = await logInForTool('postman', spelling)
    const collection = join(login.home, 'collection.json')
    const exec = checkUser.map(line => line.replace('RESPONSE', 'pm.response.json()'))
    const test = { listen: 'test', script: { exec: ["pm.test('user', () => {", ...exec, '})'] } }
    const item = [{ name: 'who', request: { method: 'GET', url: login.currentUser }, event: [test] }]
    await writeFile(
      collection,
      JSON.stringify({
        info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
        item,
      }),
    )
    const args = ['run', collection, '--cookie-jar', login.file, '--ssl-extra-ca-certs', login.root]
    const { code, output } = await runNodeTool('newman/bin/newman.js', args)
    expect(output).toMatch(/assertions │\s+1 │\s+0 /)
    expect(code).toBe(0)
  })

  it('tough-cookie reads the cookie jar of login, and sends the cookie to the hub alone', async () => {
    await using login = await logInForTool('postman', spelling)
    const { CookieJar } = requireTool('tough-cookie')
    const jar = CookieJar.fromJSON(login.content)
    const cookie = v.parse(v.string(), jar.getCookieStringSync(login.currentUser))
    const { json } = await requestUrl(login.qlik, login.currentUser, {
      withoutCertificate: true,
      headers: { cookie },
    })
    expect(json).toMatchObject(signedInUser)
    expect(jar.getCookieStringSync('https://sub.localhost/')).toBe('')
  })

  it('Bruno reads the rows of login and is signed in', async () => {
    await using login = await logInForTool('bruno', spelling)
    const collection = join(login.home, 'collection')
    await mkdir(collection)
    await writeFile(join(collection, 'bruno.json'), '{"version":"1","name":"x","type":"collection"}')
    const script = checkUser.map(line => `  ${line.replace('RESPONSE', 'res.getBody()')}`).join('\n')
    await writeFile(
      join(collection, 'who.bru'),
      [
        'meta {\n  name: who\n  type: http\n  seq: 1\n}\n',
        `get {\n  url: ${login.currentUser}\n  body: none\n  auth: none\n}\n`,
        'headers {\n  Cookie: {{cookie}}\n}\n',
        `tests {\n  test("{{user}}", function() {\n${script}\n  });\n}\n`,
      ].join('\n'),
    )
    const args = ['run', '--csv-file-path', login.file, '--disable-cookies', '--cacert', login.root]
    const { code, output } = await runNodeTool('@usebruno/cli/bin/bru.js', args, { cwd: collection })
    expect(output).toMatch(/Tests[^\n]*1\/1/)
    expect(code).toBe(0)
  })
})

it('newman creates the session that hubpass request describes, with an attribute that looks like a variable', async () => {
  await using harness = await startCompanionWithQlik()
  const collection = join(harness.home, 'request.json')
  const args = [
    'acme',
    '--user',
    'TESTING\\anna',
    '--attribute',
    'group={{$guid}}',
    '--session-id',
    'made-by-newman',
  ]
  const { stdout } = await runHubpass(harness, 'request', ...args, '--format', 'postman')
  allowSecretsIn(collection)
  await writeFile(collection, stdout)
  const file = (name: string) => join(harness.qlik.certificates.folder, name)
  const certificates = ['--ssl-client-cert', file('client.pem'), '--ssl-client-key', file('client_key.pem')]
  const run = ['run', collection, ...certificates, '--ssl-extra-ca-certs', file('root.pem')]
  const { code, output } = await runNodeTool('newman/bin/newman.js', run)
  expect(code, output).toBe(0)
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'anna', attributes: [['group', '{{$guid}}']] }])
})
