import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { runHubpass } from '../../support/run-hubpass.ts'

const bugs = {
  'an error that nothing catches': `setImmediate(() => { throw new Error('a bug') })`,
  'a rejection that nothing handles': `Promise.reject(new Error('a bug'))`,
}

/** Runs a command with a bug that strikes when it prints its result, which then nobody gets. */
async function runWithBug(home: string, bug: keyof typeof bugs, ...args: string[]) {
  const file = join(home, 'bug.mjs')
  const strike = `process.stdout.write = print; ${bugs[bug]}; return true`
  const code = `const print = process.stdout.write; process.stdout.write = () => { ${strike} }`
  await writeFile(file, code)
  return runHubpass({ home, env: { NODE_OPTIONS: `--import ${pathToFileURL(file)}` } }, ...args)
}

it.each(Object.keys(bugs) as (keyof typeof bugs)[])(
  'every command exits with 70 after %s',
  async bug => {
    await using harness = await startCompanionWithQlik()
    for (const line of [
      'version',
      'site list',
      'site show acme',
      'site add other --hub https://localhost --pem . --force',
      'site remove limited',
      'session list acme',
      'user logout acme DOMAIN\\User1',
      'virtual-proxies acme',
      'qrs acme /qrs/about',
      'audit',
      'doctor',
      'install --dry-run',
      'uninstall --dry-run',
      'help login',
    ]) {
      const { code, stdout, stderr } = await runWithBug(harness.home, bug, ...line.split(' '))
      expect([line, code, stdout]).toEqual([line, 70, ''])
      expect(stderr).toContain('Hubpass has a bug: a bug')
    }
  },
  60_000,
)

it('a command with --json answers in JSON after a bug', async () => {
  await using harness = await startCompanionWithQlik()
  const bug = 'a rejection that nothing handles'
  const { code, stdout } = await runWithBug(harness.home, bug, 'audit', '--json')
  expect(code).toBe(70)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    error: { code: 'INTERNAL', details: { detail: 'a bug' } },
  })
})

it('login ends its session after a bug and exits with 70', async () => {
  await using harness = await startCompanionWithQlik()
  const bug = 'a rejection that nothing handles'
  const { code } = await runWithBug(harness.home, bug, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(code).toBe(70)
  expect(harness.qlik.sessions).toEqual([])
  expect((await readAuditFiles(harness.home)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'session.create asked',
    'session.create done',
    'session.cleanup done',
  ])
})
