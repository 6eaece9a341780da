import { expect, it } from 'vitest'
import { createGuid } from '../../../scripts/package/windows-installer/guid.ts'

it('createGuid never changes the ids that released installers have', () => {
  expect(createGuid('upgrade')).toBe('E571F3D3-3A4E-520F-B93D-CB0FB34A5307')
  expect(createGuid('component node.exe')).toBe('15B340DD-2F02-51CB-9ED4-66FEC7F76182')
})

it('createGuid returns a version 5 UUID', () => {
  for (const name of ['', 'a', 'component extension/manifest.json'])
    expect(createGuid(name)).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
})
