import { expect, it } from 'vitest'
import { firefoxExtensionId, formerFirefoxExtensionId } from '#protocol/constants'
import { createHostFiles } from '../../../scripts/package/windows-installer/host-files.ts'

const files = createHostFiles()

it('manifests name the launcher beside them and allow the extension', () => {
  const chromium = JSON.parse(files['chromium.hubpass.companion.json'] ?? '')
  const firefox = JSON.parse(files['firefox.hubpass.companion.json'] ?? '')
  expect(chromium).toMatchObject({ name: 'hubpass.companion', path: 'hubpass.cmd', type: 'stdio' })
  expect(chromium.allowed_origins).toEqual(['chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/'])
  expect(firefox).toMatchObject({ name: 'hubpass.companion', path: 'hubpass.cmd', type: 'stdio' })
  expect(firefox.allowed_extensions).toEqual([firefoxExtensionId, formerFirefoxExtensionId])
})

it('a file takes the place of the compile cache, which the installer could not remove', () => {
  expect(files).toHaveProperty('companion/cache')
})

it('all files are ASCII, whatever the code page of the machine', () => {
  expect(Object.entries(files).join('')).toMatch(/^[\x20-\x7e\r\n]*$/)
})
