import { expect, it } from 'vitest'
import { readReleaseNotes } from '../../../scripts/package/publication/release-notes.ts'

const changelog = `# Changelog

## Unreleased

## 1.2.3 (2026-01-02)

### Added

- One thing.

## 1.2.30

- Another thing.
`

it('the notes of a release are its section of the changelog, without the heading', () => {
  expect(readReleaseNotes(changelog, '1.2.3')).toBe('### Added\n\n- One thing.\n')
  expect(readReleaseNotes(changelog, '1.2.30')).toBe('- Another thing.\n')
})

it.each(['1.2', '9.9.9', 'Unreleased'])('a release %s without notes is an error', version => {
  expect(() => readReleaseNotes(changelog, version)).toThrow(`CHANGELOG.md has no section ${version}.`)
})
