import { expect, it } from 'vitest'
import { commands } from '#protocol/commands'
import { protocolVersions } from '#protocol/versions'
import { readAuditFiles, readRefusedFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { encodeFrame, type NativeHost, startNativeHost } from '../../support/native-host.ts'

const helloParams = { protocol: protocolVersions, extension: 'x' }
const toSession = (number: number) => ({
  site: 'acme',
  prefix: '',
  sessionId: `a-session-id-of-number-${number}`,
  identity: { userDirectory: 'DOMAIN', userId: `User${number}`, attributes: [] },
})

it('the host runs 32 requests at once, rejects more as BUSY, and still greets and cancels', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  const answers = collectAnswers(host)
  for (let id = 101; id <= 140; id += 1) host.send({ id, command: 'createSession', params: toSession(id) })
  await expect.poll(() => answers).toHaveLength(8)
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, error: { code: 'BUSY', details: { limit: 32 } } })
  expect(await host.sendCommand('hello', helloParams)).toMatchObject({ ok: true })
  expect(await host.sendCommand('sites', {})).toMatchObject({ error: { code: 'BUSY' } })
  await expect.poll(() => readAuditFiles(harness.home)).toHaveLength(32)
  expect(await readRefusedFiles(harness.home)).toEqual([])

  const cancelled = host.nextResponse()
  host.send({ id: 1_000, command: 'cancel', params: { request: 101 } })
  expect(await cancelled).toMatchObject({ id: 1_000, result: { cancelled: true } })
  await expect
    .poll(() => answers.find(({ id }) => id === 101))
    .toMatchObject({ error: { code: 'CANCELLED', details: {} } })
  expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
})

it('the host gives every answer to a reader that begins late', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const count = 5_000
  const answers = collectAnswers(host)
  host.pauseOutput()
  const toFrame = (_: unknown, n: number) => encodeFrame({ id: n, command: 'hello', params: helloParams })
  host.write(Buffer.concat(Array.from({ length: count }, toFrame)))
  host.resumeOutput()
  await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(count)
})

/** Each makes a search that starts again, or an order of characters, slow. */
it.each<[string, string, object, string]>([
  ['slashes inside a prefix', 'createSession', { prefix: `a${'/'.repeat(900_000)}a` }, 'BAD_REQUEST'],
  [
    'combining characters in a user directory',
    'createSession',
    { identity: { userDirectory: '\u0301\u0316'.repeat(240_000), userId: 'a', attributes: [] } },
    'IDENTITY_INVALID',
  ],
  [
    'combining characters in a user id',
    'logOut',
    { user: { userDirectory: 'A', userId: '\u0301\u0316'.repeat(240_000) } },
    'IDENTITY_INVALID',
  ],
])('the host answers at once to %s', async (_, command, changes, code) => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const answer = await host.sendCommand(command, { ...validParams, ...changes })
  expect(answer).toMatchObject({ ok: false, error: { code } })
})

const secret = 'secret-session-id-1234'
const long = secret.repeat(5_000)

/** Every command with one parameter after the other replaced. */
const oddParams = (odd: unknown): [command: string, params: unknown][] =>
  Object.entries(commands).flatMap(([command, { params }]) => [
    [command, odd] as [string, unknown],
    ...Object.keys(params.entries).map((name): [string, unknown] => [
      command,
      { ...validParams, identity: { ...validParams.identity }, [name]: odd },
    ]),
  ])
const validParams = { ...toSession(1), ...helloParams, request: 1, user: { userDirectory: 'A', userId: 'b' } }

it.each<[string, unknown]>([
  ['a long text', long],
  ['a list', [secret, [secret]]],
  ['an object', { secret, userDirectory: secret, userId: [secret] }],
  ['a list of long texts', [long, long]],
])('no answer repeats %s in the place of a parameter', async (_, odd) => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  for (const [command, params] of oddParams(odd)) {
    const text = JSON.stringify(await host.sendCommand(command, params))
    expect(text.length).toBeLessThan(6_000)
    if (typeof odd !== 'string') expect(text).not.toContain(secret)
  }
})

it.each<[string, object]>([
  ['the id', { id: long, command: 'hello', params: {} }],
  ['the command', { id: 1, command: long, params: {} }],
  ['the command as a list', { id: 1, command: [long], params: {} }],
  ['all parameters', { id: 1, command: 'createSession', params: `{"sessionId":"${secret}"}` }],
  ['the session id', { id: 1, command: 'endSession', params: { ...validParams, sessionId: [secret] } }],
])('no answer repeats a session id in the place of %s', async (_, message) => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const answer = host.nextResponse()
  host.send(message)
  const text = JSON.stringify(await answer)
  expect(text).toContain('BAD_REQUEST')
  expect(text).not.toContain(secret)
})

function collectAnswers(host: NativeHost): { id: number | null }[] {
  const answers: { id: number | null }[] = []
  host.onMessage(message => answers.push(message as { id: number | null })) // every response has an id
  return answers
}
