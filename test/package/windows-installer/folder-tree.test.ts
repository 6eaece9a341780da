import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFolderTree, type FolderTree } from '../../../scripts/package/windows-installer/folder-tree.ts'

it('createFolderTree puts each file into its folder', () => {
  expect(createFolderTree(['a/b/c', 'a/d', 'ab', 'node.exe'])).toEqual({
    path: '',
    files: ['ab', 'node.exe'],
    folders: [{ path: 'a', files: ['a/d'], folders: [{ path: 'a/b', files: ['a/b/c'], folders: [] }] }],
  })
})

const listFiles = ({ files, folders }: FolderTree): string[] => [...files, ...folders.flatMap(listFiles)]

it('createFolderTree keeps every file once', () => {
  const name = fc.constantFrom('a', 'ab', 'b', 'A')
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => `${names.join('/')}/file`)
  fc.assert(
    fc.property(fc.uniqueArray(path), paths => {
      expect(listFiles(createFolderTree(paths)).sort()).toEqual(paths.toSorted())
    }),
  )
})
