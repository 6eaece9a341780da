import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inFolder, jsonEntry, textEntry, writeEntries } from '../../scripts/package/entries.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { captureProgram } from '../../scripts/setup/run-program.mjs'
import { checkTypes, createPackedProject } from '../support/packed-project.ts'

it('the example for Playwright compiles with the packed types', async () => {
  await using project = await createPackedProject()
  const folder = join(project.path, 'playwright')
  cpSync(fromRoot('examples', 'playwright'), folder, { recursive: true })
  expect(await checkTypes(folder)).toMatchObject({ code: 0, output: '' })
})

const consumer = `import enigma from 'enigma.js'
import qix from '@qlik/api/qix'
import { HubpassError, type HubpassSession, type SignInOptions, signIn } from 'hubpass'
import { registerHubpass } from 'hubpass/cypress'
import { connectToEngine } from 'hubpass/enigma'
import { test } from 'hubpass/playwright'
import { toAppSession, toHostConfig } from 'hubpass/qlik-api'

const options: SignInOptions = { site: 'acme', user: 'A\\\\b', attributes: { group: ['HR'], level: '3' } }

export async function use(): Promise<string> {
  await using session: HubpassSession = await signIn(options).catch((error: unknown) => {
    throw error instanceof HubpassError ? new Error(error.code) : error
  })
  const { url, createSocket } = await connectToEngine(session, { appId: 'x' })
  enigma.create({ schema: {}, url, createSocket })
  qix.openAppSession(toAppSession(session, 'x'))
  return toHostConfig(session).host + session.headers().Cookie
}

test.use({ hubpass: options })
export const tasks = registerHubpass(() => {})

// A user is required.
signIn({ site: 'acme' })
`

it('a project of CommonJS, as Playwright makes of most TypeScript, can require each entry', async () => {
  await using project = await createPackedProject()
  const names = ['', '/cypress', '/enigma', '/playwright', '/qlik-api'].map(name => `hubpass${name}`)
  const program = `console.log(${JSON.stringify(names)}.map(name => Object.keys(require(name)).length))`
  writeEntries([textEntry('use.cjs', program)], project.path)
  const { code, output } = await captureProgram(process.execPath, [
    '--no-warnings',
    join(project.path, 'use.cjs'),
  ])
  expect([code, output]).toEqual([0, '[ 2, 1, 1, 2, 2 ]\n'])
})

it.each(['module', 'commonjs'])('Playwright loads the example in a project of the type %s', async type => {
  await using project = await createPackedProject()
  writeEntries([jsonEntry('package.json', { type })], project.path)
  const folder = join(project.path, 'playwright')
  cpSync(fromRoot('examples', 'playwright'), folder, { recursive: true })
  const program = join(project.path, 'node_modules', '@playwright', 'test', 'cli.js')
  const { code, output } = await captureProgram(process.execPath, [
    ...['--preserve-symlinks', '--preserve-symlinks-main', program, 'test', '--list', '--config', folder],
  ])
  expect([code, output]).toEqual([0, expect.stringContaining('Total: 2 tests in 1 file')])
})

it('a strict project without "skipLibCheck" accepts the packed types, and they reject a mistake', async () => {
  await using project = await createPackedProject()
  const settings = {
    compilerOptions: {
      ...{ target: 'ES2023', lib: ['ES2023', 'DOM', 'ESNext.Disposable'], types: ['node'] },
      ...{ module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, exactOptionalPropertyTypes: true },
    },
    include: ['*.ts'],
  }
  mkdirSync(join(project.path, 'own'))
  writeEntries(
    inFolder('own', [jsonEntry('tsconfig.json', settings), textEntry('use.ts', consumer)]),
    project.path,
  )
  const { output } = await checkTypes(join(project.path, 'own'))
  const errors = output.split('\n').filter(line => /use\.ts|node_modules\/hubpass\//.test(line))
  expect(errors).toEqual([expect.stringContaining("Property 'user' is missing")])
})
