import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { parseDemoOptions } from '../../scripts/demo-options.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'

it('demo options default to DOMAIN\\User1 on the default virtual proxy', () => {
  expect(parseDemoOptions([], true)).toEqual({
    prefix: '',
    directory: 'DOMAIN',
    userId: 'User1',
    attributes: [],
    headless: false,
  })
})

it('demo options accept prefix, user and repeated attributes', () => {
  const args = ['--prefix', 'sales', '--user', 'A\\b', '--attribute', 'group=HR', '--attribute', 'group=x=y']
  expect(parseDemoOptions(args, true)).toMatchObject({
    prefix: 'sales',
    directory: 'A',
    userId: 'b',
    attributes: [
      { name: 'group', value: 'HR' },
      { name: 'group', value: 'x=y' },
    ],
  })
})

it('demo is headless when requested or without a display', () => {
  expect(parseDemoOptions(['--headless'], true).headless).toBe(true)
  expect(parseDemoOptions([], false).headless).toBe(true)
})

it.each([
  ['--user nobody', '"nobody" must contain \\, as in --user "DOMAIN\\User1".'],
  ['--attribute group', '"group" must contain =, as in --attribute group=HR.'],
  ['--bogus', "Unknown option '--bogus'"],
])('demo options reject %s', (args, words) => {
  expect(() => parseDemoOptions(args.split(' '), true)).toThrow(words)
})

it('"npm start" rejects an unknown option before the setup', async () => {
  const start = spawn(process.execPath, [fromRoot('scripts/start.mjs'), '--user', 'nobody'])
  const [stdout, output, [code]] = await Promise.all([
    text(start.stdout),
    text(start.stderr),
    once(start, 'exit'),
  ])
  expect(output).toMatch(/^"nobody" must contain \\, .*\nRun "npm start -- --help" for the options\.\n$/)
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
})
