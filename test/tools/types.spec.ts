import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type CookieFormatName, cookieFormats } from '#protocol/cookie-formats/index'
import { findPackageBin } from '../../scripts/setup/package-bin.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { toolsFolder } from '../../scripts/setup/tools.mjs'
import { checkTypes, createPackedProject } from '../support/packed-project.ts'
import { runTool } from './support/tools.ts'

/** Returns the code of a value inside what a format has written. */
type At = (...path: string[]) => string

/** What is written must fit the types that the tools publish. Cypress and k6 do not run here. */
const uses: [CookieFormatName, (at: At) => string][] = [
  [
    'cypress',
    at => `/// <reference types="cypress" />
cy.session('anna', () => { cy.setCookie(${at('name')}, ${at('value')}, ${at('options')}) }, { validate() {} })`,
  ],
  [
    'k6',
    at => `import http from 'k6/http'
import { browser } from 'k6/browser'
import ws from 'k6/ws'
const jar = http.cookieJar()
jar.set(${at('url')}, ${at('name')}, ${at('value')}, ${at('jar')})
ws.connect(${at('url')}, { headers: ${at('headers')}, jar }, () => {})
browser.context()?.addCookies(${at('browser')})`,
  ],
  [
    'playwright',
    at => `import { request } from '@playwright/test'\nrequest.newContext({ storageState: ${at()} })`,
  ],
  ['wdio', at => `import type { Cookie } from '@wdio/protocols'\nexport const cookies: Cookie[] = ${at()}`],
]

const cookies = (['lax', 'no_restriction', 'strict', 'unspecified'] as const).flatMap(sameSite => [
  { sameSite, hostOnly: true, domain: 'a.example' },
  { sameSite, hostOnly: false, domain: '.example' },
])

it.each(uses)('the types of %s accept what login writes', async (name, use) => {
  const folder = await mkdtemp(join(toolsFolder, 'types-'))
  try {
    const files = cookies.map(async (change, index) => {
      const content: unknown = JSON.parse(
        cookieFormats[name].write({
          cookie: { name: 'X', value: 'made-up', path: '/', secure: true, httpOnly: true, ...change },
          hub: 'https://a.example',
          prefix: 'sales',
          user: { userDirectory: 'D', userId: 'anna' },
        }),
      )
      const at: At = (...path) =>
        JSON.stringify(path.reduce((value, key) => Reflect.get(Object(value), key), content))
      const file = join(folder, `use-${index}.ts`)
      await writeFile(file, `${use(at)}\nexport {}\n`)
      return file
    })
    const compilerOptions = {
      ...{ noEmit: true, strict: true, skipLibCheck: true, types: [] },
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
    }
    const config = join(folder, 'tsconfig.json')
    await writeFile(config, JSON.stringify({ compilerOptions, files: await Promise.all(files) }))
    const tsc = findPackageBin('typescript', 'tsc')
    expect((await runTool(process.execPath, [tsc, '-p', config])).output).toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('the types of k6 accept the script of the example', async () => {
  const folder = await mkdtemp(join(toolsFolder, 'types-'))
  try {
    await cp(fromRoot('examples/engines/k6/who-am-i.js'), join(folder, 'script.js'))
    const compilerOptions = {
      ...{ noEmit: true, allowJs: true, checkJs: true, strict: true, skipLibCheck: true, types: ['k6'] },
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
    }
    const config = join(folder, 'tsconfig.json')
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['script.js'] }))
    const tsc = findPackageBin('typescript', 'tsc')
    expect((await runTool(process.execPath, [tsc, '-p', config])).output).toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('the types of Cypress accept the example, with the packed types of Hubpass', async () => {
  await using project = await createPackedProject(join(toolsFolder, 'node_modules'))
  const folder = join(project.path, 'cypress')
  await cp(fromRoot('examples/cypress'), folder, { recursive: true })
  expect(await checkTypes(folder)).toMatchObject({ code: 0, output: '' })
})
