import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { noticesFile } from '../../build/third-party-notices.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'

it('the built companion contains the license texts of its packages', () => {
  const text = readFileSync(fromRoot('dist', 'companion', noticesFile), 'utf8')
  const packages = ['atomically', 'commander', 'env-paths', 'graceful-fs', 'jsonc-parser', 'proper-lockfile']
  const others = ['retry', 'rolldown', 'signal-exit', 'stubborn-fs', 'stubborn-utils', 'valibot', 'when-exit']
  for (const name of [...packages, ...others]) {
    const folder = fromRoot('node_modules', name)
    const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    const license = readdirSync(folder).find(file => /^licen[cs]e/i.test(file))
    expect(text).toContain(`\n${name} ${version} (`)
    expect(text).toContain(readFileSync(`${folder}/${license}`, 'utf8').trim())
  }
})
