import { expect, it } from 'vitest'
import { databaseChanges } from '../../../scripts/package/windows-installer/database-changes.ts'
import { createHostFiles } from '../../../scripts/package/windows-installer/host-files.ts'
import { listRegistrations } from '../../../scripts/package/windows-installer/registrations.ts'
import { createWixSource } from '../../../scripts/package/windows-installer/wix-source.ts'

const source = createWixSource({
  version: '0.1.0',
  files: ['hubpass.cmd', 'node.exe', ...Object.keys(createHostFiles())],
  registrations: listRegistrations(),
  icon: 'hubpass.ico',
})

// Keys of rows begin with Remove.
it('databaseChanges name only components and folders of the program for wixl', () => {
  const names =
    databaseChanges.join('\n').match(/'component\.\w+'|'(?!Remove)\w+Folder'|\[folder\.\w+\]/g) ?? []
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) expect(source).toContain(` Id="${name.replace(/^['[](.*)['\]]$/, '$1')}"`)
})

it('databaseChanges remove what the companion remembers of the loaded extension', () => {
  expect(databaseChanges.join('\n')).toContain("'LOADED.TXT|loaded-extension.txt'")
})
