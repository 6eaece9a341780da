import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toFinding } from '#protocol/findings/to-finding'
import type { CredentialSource } from '../../../companion/config/schema.ts'
import { childrenOf, encodeDer, parseDer } from '../../../companion/credentials/encryption/der.ts'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { PASSPHRASE } from '../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { createPfx } from '../../support/create-pfx.ts'
import { passphraseVariable, withPassphraseEnv } from '../../support/credential-fixtures.ts'
import { credentialFrom } from '../../support/site-config.ts'

let qlik: QlikSenseDouble
let folder: string
const files = new Map<string, Buffer>()

beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
  folder = await qlik.writeCertificates('encryptedPkcs8Key')
  process.env[passphraseVariable] = PASSPHRASE
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const certificates = [await read('client.pem'), await read('root.pem')]
  const key = await readFile(join(await qlik.writeCertificates('good'), 'client_key.pem'), 'utf8')
  for (const cipher of ['aes256', '3des', 'rc2-40'] as const)
    files.set(`${cipher}.pfx`, createPfx({ certificates, key, password: PASSPHRASE, cipher }))
  // Without a MAC, damage reaches the content.
  const file = parseDer(files.get('aes256.pfx') ?? Buffer.alloc(0))
  childrenOf(file).pop()
  files.set('no-mac.pfx', encodeDer(file))
  for (const name of ['client.pem', 'client_key.pem', 'root.pem'])
    files.set(name, Buffer.from(await read(name)))
})

afterAll(() => qlik[Symbol.asyncDispose]())

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  removed: fc.nat(40),
  inserted: fc.uint8Array({ maxLength: 40 }),
})

function mutate(
  bytes: Buffer,
  { at, removed, inserted }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
) {
  const start = Math.floor(at * bytes.length)
  return Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)])
}

const sourceOf = (name: string): CredentialSource =>
  withPassphraseEnv(
    name.endsWith('.pfx') ? { kind: 'pfx', file: join(folder, name) } : credentialFrom(folder),
  )

it.each(['aes256.pfx', '3des.pfx', 'rc2-40.pfx', 'no-mac.pfx', 'client.pem', 'client_key.pem', 'root.pem'])(
  'loadCredential explains every damage of %s',
  async name => {
    const original = files.get(name) ?? Buffer.alloc(0)
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async mutations => {
        await writeFile(join(folder, name), mutations.reduce(mutate, original))
        const outcome = await loadCredential(sourceOf(name)).then(
          () => 'loaded',
          error => toFinding(error).code,
        )
        expect(outcome).not.toBe('INTERNAL')
      }),
      { numRuns: 200, seed: 1 },
    )
    await writeFile(join(folder, name), original)
    expect(await loadCredential(sourceOf(name))).toHaveProperty('thumbprint')
  },
)
