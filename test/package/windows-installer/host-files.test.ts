import { expect, it } from 'vitest'
import { nodeVariables } from '../../../companion/install/node-variables.ts'
import { createHostFiles } from '../../../scripts/package/windows-installer/host-files.ts'

const files = createHostFiles()

it('manifests name the launcher beside them and allow the extension', () => {
  const chromium = JSON.parse(files['companion/chromium.hubpass.companion.json'] ?? '')
  const firefox = JSON.parse(files['companion/firefox.hubpass.companion.json'] ?? '')
  expect(chromium).toMatchObject({ name: 'hubpass.companion', path: 'hubpass-host.bat', type: 'stdio' })
  expect(chromium.allowed_origins).toEqual(['chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/'])
  expect(firefox).toMatchObject({ name: 'hubpass.companion', path: 'hubpass-host.bat', type: 'stdio' })
  expect(firefox.allowed_extensions).toHaveLength(1)
})

it('the launcher starts the bundled Node, without the variables that change it', () => {
  expect(files['companion/hubpass-host.bat']?.split('\r\n')).toEqual([
    '@echo off',
    'setlocal',
    `for %%v in (${nodeVariables.join(' ')}) do set "%%v="`,
    '"%~dp0..\\node.exe" "%~dp0hubpass.mjs" %*',
    '',
  ])
})

it('a file takes the place of the compile cache, which the installer could not remove', () => {
  expect(files).toHaveProperty('companion/cache')
})

it('all files are ASCII, whatever the code page of the machine', () => {
  expect(Object.entries(files).join('')).toMatch(/^[\x20-\x7e\r\n]*$/)
})
