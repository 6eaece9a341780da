import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstallerFile } from '../../scripts/package/windows-installer/create-installer.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'

/** Returns the portable layout for Windows from the builds and a Node for Windows. */
export const readWindowsLayout = async (node: string): Promise<InstallerFile[]> => [
  {
    path: 'hubpass.cmd',
    content: Buffer.from('@echo off\r\nsetlocal\r\n"%~dp0node.exe" "%~dp0companion\\hubpass.mjs" %*\r\n'),
  },
  { path: 'node.exe', content: await readFile(node) },
  ...(await readFolder(fromRoot('dist/companion'), 'companion')),
  ...(await readFolder(fromRoot('dist/chrome'), 'extension')),
]

async function readFolder(folder: string, name: string): Promise<InstallerFile[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry =>
    entry.isFile(),
  )
  const paths = entries.map(entry => join(entry.parentPath, entry.name))
  return Promise.all(
    paths.map(async path => ({ path: name + path.slice(folder.length), content: await readFile(path) })),
  )
}
