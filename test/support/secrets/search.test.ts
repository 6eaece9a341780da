import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTemporaryFolder } from '../temporary-folder.ts'
import { describeLeaks } from './global-setup.ts'
import { allowSecretsIn, registerKey } from './registry.ts'
import { indexSecrets } from './search.ts'
import { findFilesWithSecrets } from './search-folder.ts'

const secret = fc.string({ unit: fc.constantFrom(...'abc-ü'), minLength: 8, maxLength: 12 })

it('search finds the secrets that are in the bytes, and no others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(secret, { maxLength: 20 }),
      fc.array(fc.oneof(secret, fc.nat({ max: 20 })), { maxLength: 20 }),
      (secrets, parts) => {
        const text = parts.map(part => (typeof part === 'string' ? part : (secrets[part] ?? ' '))).join('')
        const expected = secrets.flatMap((one, index) => (text.includes(one) ? [index] : []))
        expect([...indexSecrets(secrets).search(Buffer.from(text))].sort((a, b) => a - b)).toEqual(expected)
      },
    ),
  )
})

it.each<[string, (secret: string) => string | Buffer]>([
  ['as UTF-8', text => `{"id":"${text}"}`],
  ['as UTF-16', text => Buffer.from(`\0${text}`, 'utf16le')],
  ['in base64', text => Buffer.from(`${text} and more`).toString('base64')],
  ['in a URL', text => `https://host/?id=${encodeURIComponent(text)}&x`],
])('findFilesWithSecrets names a file that contains a secret %s', async (_, write) => {
  await using folder = await createTemporaryFolder('search')
  const text = 'geheim/schlüssel-1'
  await mkdir(join(folder.path, 'audit'))
  await writeFile(join(folder.path, 'audit', '1.jsonl'), write(text))
  await writeFile(join(folder.path, 'config.json'), 'geheim/schlüssel')
  const found = await findFilesWithSecrets(folder.path, { secrets: ['other-secret', text] })
  expect(found).toEqual([`${join('audit', '1.jsonl')} (gehe…)`])
})

it('findFilesWithSecrets skips prepared keys and the files that a test allows', async () => {
  await using folder = await createTemporaryFolder('search')
  const files = ['client_key.pem', 'session.json', 'other.json'].map(name => join(folder.path, name))
  for (const file of files) await writeFile(file, 'a-secret-of-a-test')
  allowSecretsIn(join(folder.path, 'session.json'))
  expect(await findFilesWithSecrets(folder.path, { secrets: ['a-secret-of-a-test'] })).toEqual([
    'other.json (a-se…)',
  ])
})

it('registerKey accepts text without a key', () => {
  expect(() => registerKey('no key')).not.toThrow()
})

it('the failure of a run names each file once', () => {
  expect(describeLeaks(['a in b', 'a in b'])).toContain('files:\n  a in b\nRemove')
})
