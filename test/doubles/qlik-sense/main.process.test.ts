import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startInTerminal } from '../../../scripts/run-in-terminal.ts'
import { fromRoot } from '../../../scripts/setup/root.mjs'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

const execute = promisify(execFile)

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

const startDouble = (...args: string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', MAIN, ...args])

async function readFirstLine(double: ChildProcessWithoutNullStreams): Promise<unknown> {
  const [line] = await once(createInterface(double.stdout), 'line')
  return JSON.parse(line)
}

it('double prints its addresses in one line and exits when standard input ends', async () => {
  const double = startDouble(
    '--host',
    'qlik.test',
    '--fault',
    'slow',
    '--unknown',
    'duplicateSessionId=refuse409',
  )
  const site = await readFirstLine(double)
  expect(site).toMatchObject({
    hub: expect.stringMatching(/^https:\/\/qlik\.test:\d+$/),
    qps: expect.stringMatching(/^https:\/\/qlik\.test:\d+$/),
    qrs: expect.stringMatching(/^https:\/\/qlik\.test:\d+$/),
    certificates: expect.any(String),
    users: expect.arrayContaining([expect.objectContaining({ userDirectory: 'DOMAIN', userId: 'User1' })]),
    virtualProxies: expect.arrayContaining([expect.objectContaining({ prefix: 'sales' })]),
    spki: expect.stringMatching(/=$/),
  })
  double.stdin.end()
  expect(await once(double, 'exit')).toEqual([0, null])
  expect(existsSync(Object(site).certificates)).toBe(false)
})

it.skipIf(process.platform !== 'linux')(
  'double prints instructions for people in a terminal, and exits on Ctrl-C',
  async () => {
    await using home = await createTemporaryFolder('double')
    const double = startInTerminal([process.execPath, '--import', 'tsx', MAIN])
    const lines: string[] = []
    for await (const line of createInterface(double.stdout)) {
      lines.push(line)
      if (line.startsWith('Ctrl-C')) break
    }
    const output = lines.join('\n')
    expect(output).not.toContain('{')
    expect(output).toMatch(/^ {2}In the browser: open https:\/\/localhost:\d+\/hub\/$/m)
    expect(output).toMatch(/^ {2}certutil -d "sql:\$HOME\/\.pki\/nssdb" -A -t C,, .* -i ".*root\.pem"$/m)
    expect(output).toMatch(/^ {2}Hub {14}https:\/\/localhost:\d+$/m)
    expect(output).toMatch(
      /^ {2}Virtual proxies {2}\(default\), sales, portal, unlinked \(linked to no proxy\)$/m,
    )
    expect(output).toMatch(
      /^ {2}Users {12}DOMAIN\\User1, DOMAIN\\User2, DOMAIN\\NoAccess \(without access pass\), /m,
    )
    const commands = lines.filter(line => line.startsWith('  node ')).map(line => `${line} --json`)
    expect(commands).toEqual([
      expect.stringContaining(' site add double '),
      expect.stringContaining(' install '),
    ])
    const env = {
      ...process.env,
      HUBPASS_HOME: home.path,
      XDG_CONFIG_HOME: join(home.path, 'config'),
      HOME: home.path,
    }
    const { stdout } = await execute('sh', ['-c', commands[0] ?? ''], { cwd: fromRoot(), env })
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, result: { credential: { ok: true } } })
    double.stdin.write('\u0003')
    expect(await once(double, 'exit')).toEqual([0, null])
    expect(existsSync(/--pem "(.*)"/.exec(output)?.[1] ?? '/')).toBe(false)
  },
)

it.skipIf(process.platform !== 'linux')('double --json prints one line of JSON in a terminal', async () => {
  const double = startInTerminal([process.execPath, '--import', 'tsx', MAIN, '--json'])
  expect(await readFirstLine(double)).toMatchObject({ hub: expect.stringContaining('https://') })
  double.stdin.write('\u0003')
  expect(await once(double, 'exit')).toEqual([0, null])
})

it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'double exits on %s and deletes its folder (skipped on Windows)',
  async signal => {
    const double = startDouble()
    const { certificates } = Object(await readFirstLine(double))
    double.kill(signal)
    expect(await once(double, 'exit')).toEqual([0, null])
    expect(existsSync(certificates)).toBe(false)
  },
)

it('double exits and deletes its folder when its output is closed', async () => {
  await using folder = await createTemporaryFolder('double')
  const env = { ...process.env, TMPDIR: folder.path, TEMP: folder.path }
  const double = spawn(process.execPath, ['--import', 'tsx', MAIN], { env })
  double.stdout.destroy()
  expect(await once(double, 'exit')).toEqual([0, null])
  expect(readdirSync(folder.path).filter(name => !name.startsWith('tsx'))).toEqual([])
})

it.each([
  [
    ['--fault', 'earthquake'],
    /The faults are: slow, .*refused, socketMute, socketClosed, .*socketNoEngine\./,
  ],
  [['--defect', 'rust'], /The defects are: cookieWithoutHttpOnly, .*releaseWithKnownHoles\./],
  [['--unknown', 'weather=fine'], /The switches are: noClientCertificate, .*userDirectoryCase\./],
  [['--unknown', 'duplicateSessionId=explode'], /The values of duplicateSessionId are: replace, keepFirst, /],
  [['--qps-port', 'high'], /A port is a number up to 65535/],
  [['--fortune'], /unknown option '--fortune'/],
])('double exits with status 2 and lists the valid values, given %j', async (args, words) => {
  const double = startDouble(...args)
  const [output, [status]] = await Promise.all([text(double.stderr), once(double, 'exit')])
  expect([output, status]).toEqual([expect.stringMatching(words), 2])
})

it('--help lists faults, defects and unknowns', async () => {
  const double = startDouble('--help')
  const [output, [status]] = await Promise.all([text(double.stdout), once(double, 'exit')])
  expect(status).toBe(0)
  expect(output).toMatch(/^Faults: slow, .*refused, socketMute, socketClosed, .*socketNoEngine$/m)
  expect(output).toMatch(/^ {2}SC-12 logoutKeepsSession: answers 204 /m)
  expect(output).toMatch(/^ {2}duplicateSessionId=replace\|keepFirst/m)
})

it('double --defect is a hardened site with that weakness', async () => {
  const double = startDouble('--defect', 'longInactivityTimeout', '--each-kind-of-user')
  expect(await readFirstLine(double)).toMatchObject({
    plainHub: expect.stringMatching(/^http:/),
    users: expect.arrayContaining([expect.objectContaining({ userId: 'inactive', inactive: true })]),
    virtualProxies: [{ sameSiteAttributeHttps: 2, sessionInactivityTimeout: 1440 }, {}, {}, {}],
  })
  double.stdin.end()
  await once(double, 'exit')
})

it('double reports in one sentence that a port is in use', async () => {
  const first = startDouble()
  const { port } = new URL(Object(await readFirstLine(first)).qps)
  const second = startDouble('--qps-port', port)
  const [output, [status]] = await Promise.all([text(second.stderr), once(second, 'exit')])
  first.stdin.end()
  await once(first, 'exit')
  expect([output, status]).toEqual([expect.stringMatching(/^error: listen EADDRINUSE.*\n$/), 1])
})
