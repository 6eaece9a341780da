import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noticesFile } from '../../build/third-party-notices.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { maxPopupBytes, measurePopupFiles } from '../bench/popup-size.ts'
import { extensionFolder } from '../support/built-extension.ts'
import { firefoxExtensionFolder } from '../support/firefox/open-firefox.ts'

it('the built extension contains no path of the build machine', () => {
  const scripts = readdirSync(extensionFolder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.js'),
  )
  expect(scripts.length).toBeGreaterThan(0)
  const naming = scripts.filter(file =>
    readFileSync(join(extensionFolder, file), 'utf8').includes(fromRoot('src')),
  )
  expect(naming).toEqual([])
})

it.each([
  ['Chrome', extensionFolder],
  ['Firefox', firefoxExtensionFolder],
])('no built script for %s sets HTML', (_, folder) => {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.js'),
  )
  expect(scripts.length).toBeGreaterThan(0)
  expect(
    scripts.filter(file => /\b(inner|outer)HTML\b/.test(readFileSync(join(folder, file), 'utf8'))),
  ).toEqual([])
})

it('the popup loads at most 32,000 bytes of gzipped JavaScript before its first paint', () => {
  const { sum, sizes } = measurePopupFiles()
  expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(maxPopupBytes)
})

it('the built extension contains the license texts of its packages', () => {
  const text = readFileSync(join(extensionFolder, noticesFile), 'utf8')
  for (const name of ['preact', 'rolldown', 'valibot', 'vite', 'webextension-polyfill'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'))
  for (const words of ['Copyright (c) 2015-present Jason Miller', 'Mozilla Public License Version 2.0'])
    expect(text).toContain(words)
})
