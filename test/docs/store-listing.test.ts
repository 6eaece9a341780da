import { describe, expect, it } from 'vitest'
import { manifestFor } from '../../manifest.config.ts'
import { readSection } from '../support/document-commands.ts'
import { findMatches, readRepositoryFile } from '../support/repository.ts'

/** Limits that every store takes. */
const limits = { Name: 45, Summary: 132, Description: 16_000, 'Single purpose': 1000 }

const permissionsOf = (manifest: object): string[] => Reflect.get(manifest, 'permissions')
const permissions = new Set([
  ...permissionsOf(manifestFor('chrome')),
  ...permissionsOf(manifestFor('firefox')),
])

/** Returns a section without its heading. */
const readText = (file: string, title: string): string => readSection(file, title).slice(title.length).trim()

describe.each(['en', 'de', 'fr', 'ja'])('the store listing in %s', language => {
  const file = `docs/store/${language}.md`

  it.each(Object.entries(limits))('has a %s within the limit of %i characters', (title, limit) => {
    const { length } = readText(file, title)
    expect(length).toBeGreaterThan(0)
    expect(length).toBeLessThanOrEqual(limit)
  })

  it('has the name and the summary of the extension', () => {
    expect(readText(file, 'Name')).toBe(Reflect.get(manifestFor('chrome'), 'name'))
    const messages = JSON.parse(readRepositoryFile(`src/messages/${language}.json`))
    expect(readText(file, 'Summary')).toBe(messages['manifest.extensionDescription'])
  })

  it('justifies each permission of the manifests and no other, then the access to hosts', () => {
    const lines = readText(file, 'Permissions').split('\n')
    const named = lines.flatMap(line => findMatches(line, /(?<=^- `)\w+/g))
    expect(named.toSorted()).toEqual([...permissions].toSorted())
    expect(lines).toHaveLength(permissions.size + 1)
  })
})

it('the privacy policy names each permission of the manifests', () => {
  const policy = readRepositoryFile('PRIVACY.md')
  expect([...permissions].filter(permission => !policy.includes(`| \`${permission}\``))).toEqual([])
})
