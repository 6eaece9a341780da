import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { credentialFrom } from '../../support/site-config.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

const names = ['client.pem', 'client_key.pem', 'root.pem'] as const

let exported: Record<(typeof names)[number], string>
let thumbprint: string
let folder: Awaited<ReturnType<typeof createTemporaryFolder>>

beforeAll(async () => {
  await using qlik = await QlikSenseDouble.start()
  const read = (name: string) => readFile(join(qlik.certificates.folder, name), 'utf8')
  const [client, key, root] = await Promise.all(names.map(read))
  exported = { 'client.pem': client ?? '', 'client_key.pem': key ?? '', 'root.pem': root ?? '' }
  thumbprint = (await loadCredential(credentialFrom(qlik.certificates.folder))).thumbprint
  folder = await createTemporaryFolder('pem-text')
})

afterAll(() => folder[Symbol.asyncDispose]())

const swapBytes = (bytes: Buffer) => Buffer.from(bytes).swap16()

/** What editors and shells do when they save a text. */
const encodings: Record<string, (text: string) => Buffer> = {
  'UTF-8': text => Buffer.from(text),
  'UTF-8 with a BOM': text => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE with a BOM': text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE with a BOM': text => swapBytes(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'UTF-16 LE without a BOM': text => Buffer.from(text, 'utf16le'),
  'UTF-16 BE without a BOM': text => swapBytes(Buffer.from(text, 'utf16le')),
}

const forms: Record<string, (text: string) => string> = {
  'as exported': text => text,
  'with CRLF': text => text.replaceAll('\n', '\r\n'),
  'with CR': text => text.replaceAll('\n', '\r'),
  'without a last line end': text => text.trimEnd(),
  'with text around': text =>
    `Bag Attributes\n    friendlyName: Zürich -- Ä\nsubject=CN = x\n${text}\nEnd -----\n`,
  indented: text => text.replaceAll(/^/gm, '    '),
  'with blanks at line ends': text => text.replaceAll('\n', ' \t\n'),
  'with one long line': text =>
    text.replaceAll(
      /(-----BEGIN [^-]+-----\n)([^-]+)/g,
      (_, begin, body) => `${begin}${body.replaceAll('\n', '')}\n`,
    ),
  'with empty lines': text => text.replaceAll('\n', '\n\n'),
}

async function loadFrom(content: Record<string, Buffer>) {
  for (const [name, bytes] of Object.entries(content)) await writeFile(join(folder.path, name), bytes)
  return loadCredential(credentialFrom(folder.path))
}

it.each(names.flatMap(name => Object.keys(encodings).map(encoding => [name, encoding] as const)))(
  'loadCredential reads %s in %s',
  async (name, encoding) => {
    const content = Object.fromEntries(names.map(each => [each, Buffer.from(exported[each])]))
    const encode = encodings[encoding] ?? Buffer.from
    expect(await loadFrom({ ...content, [name]: encode(exported[name]) })).toMatchObject({ thumbprint })
  },
)

it('loadCredential reads every encoding of every form of each file', async () => {
  const anyForm = fc.constantFrom(...Object.keys(forms))
  const anyEncoding = fc.constantFrom(...Object.keys(encodings))
  const file = fc.tuple(anyForm, anyEncoding)
  await fc.assert(
    fc.asyncProperty(fc.tuple(file, file, file), async files => {
      const content = names.map((name, index) => {
        const [form = '', encoding = ''] = files[index] ?? []
        return [name, encodings[encoding]?.(forms[form]?.(exported[name]) ?? '') ?? Buffer.alloc(0)] as const
      })
      expect(await loadFrom(Object.fromEntries(content))).toMatchObject({ thumbprint })
    }),
    { numRuns: 60 },
  )
})

it('loadCredential reads a client.pem after 20,000 beginnings without an end', async () => {
  const junk = '-----BEGIN CERTIFICATE-----\n'.repeat(20_000)
  const content = Object.fromEntries(names.map(each => [each, Buffer.from(exported[each])]))
  const client = Buffer.from(`${junk}\n${exported['client.pem']}`)
  expect(await loadFrom({ ...content, 'client.pem': client })).toMatchObject({ thumbprint })
})
