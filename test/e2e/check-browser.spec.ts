import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { startCheck } from '../support/check-harness.ts'
import { type CliEnvironment, runForError, runForResult, runHubpass } from '../support/run-hubpass.ts'

const plan = `version: 1
site: acme
virtualProxies: ['', sales]
personas: [{ user: 'DOMAIN\\ann' }]
limits: { rate: 500/s }
`

/** Checks a plan in a browser whose temporary folder is that of the test. */
async function startWithBrowser(double: DoubleOptions, text = plan) {
  const run = await startCheck({ acme: { double } }, text)
  const browser = run.path('a browser')
  await writeFile(browser, `#!/bin/sh\necho $$ > browser.pid\nexec "${findBrowser()}" --no-sandbox "$@"\n`)
  await chmod(browser, 0o755)
  const where = { ...run, env: { TMPDIR: run.home, DISPLAY: undefined, WAYLAND_DISPLAY: undefined } }
  const check = (environment: Partial<CliEnvironment> = {}, ...options: string[]) =>
    runHubpass({ ...where, ...environment }, 'check', 'plan.yaml', '--browser', browser, ...options)
  const listItems = async () =>
    (await run.readCases()).map(({ items }) => items.find(({ id }) => id === 'browser'))
  const listProfiles = async () =>
    (await readdir(run.home)).filter(name => name.startsWith('hubpass-browser-'))
  /** A browser ends on its own soon after the program that has started it. */
  const isBrowserRunning = async () => {
    const pid = Number(await readFile(run.path('browser.pid'), 'utf8'))
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  return { ...run, check, listItems, listProfiles, isBrowserRunning }
}

it.skipIf(process.platform === 'win32')(
  'check --browser signs each user in in a browser without a display, and leaves nothing behind',
  async () => {
    await using run = await startWithBrowser({ hardened: true })
    const { code } = await run.check()
    expect(await run.listItems()).toEqual([
      expect.objectContaining({
        verdict: 'expected',
        message: 'The hub reports DOMAIN\\ann to the browser.',
      }),
      expect.objectContaining({ verdict: 'expected' }),
    ])
    const byBrowser = run.qlik().requests.filter(({ headers }) => headers['user-agent']?.includes('Chrome'))
    expect(byBrowser.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/hub/', '/sales/hub/', '/qps/user', '/sales/qps/user']),
    )
    expect([code, await run.listLeft(), await run.listProfiles()]).toEqual([0, [], []])
    const entries = (await run.readEntries()).filter(({ type }) => type === 'case')
    const estimate = await runForResult(run, 'check', 'plan.yaml', '--dry-run', '--browser')
    expect(estimate).toMatchObject({
      sessions: entries.reduce((sum, { sessions }) => sum + sessions, 0),
      // Not the settings of the first session, which the others reuse.
      requests: entries.length * Math.min(...entries.map(({ requests }) => requests)),
    })
  },
)

it.skipIf(process.platform === 'win32')('check --browser names what only a browser sees', async () => {
  // The companion sends no User-Agent, so only browsers get the other user.
  await using run = await startWithBrowser({
    nameUser: session =>
      session.userAgent === undefined ? session : { ...session, userId: `${session.userId}-other` },
  })
  const { code } = await run.check({}, '--only', 'prefix:sales', '--journal', 'plan.ndjson')
  expect([code, await run.listItems()]).toEqual([
    1,
    [
      expect.objectContaining({
        verdict: 'unexpected',
        message: 'The hub reports DOMAIN\\ann-other to the browser instead of DOMAIN\\ann.',
      }),
    ],
  ])
})

const checked = `${plan.replace("['', sales]", '[sales]')}checks:
  catalogue: session-cookie@1
  only: [B-1, B-2, B-3, B-4, B-5, B-6]
  waive: { B-5: { until: 2099-01-01, because: test } }
`

it.skipIf(process.platform === 'win32').each<[string, DoubleOptions, string[]]>([
  ['nothing on a site that keeps the session to itself', { hardened: true }, []],
  [
    'a cookie that scripts can read, because the front end has set it again',
    { hardened: true, unknowns: { setCookieAgain: 'bare' } },
    ['B-1'],
  ],
  ['a hub that caches keep', { virtualProxies: [{ prefix: 'sales', sameSiteAttributeHttps: 2 }] }, ['B-4']],
])('check --browser finds %s with the checks that only a browser can run', async (_, double, failed) => {
  await using run = await startWithBrowser(double, checked)
  await run.check()
  const [{ items } = { items: [] }] = await run.readCases()
  const found = items.filter(({ id }) => id.startsWith('B-'))
  expect(found.map(({ id }) => id)).toEqual(['B-1', 'B-2', 'B-3', 'B-4', 'B-5', 'B-6'])
  expect(found.filter(({ verdict }) => verdict !== 'expected').map(({ id }) => id)).toEqual(failed)
  expect(found.filter(({ message }) => message === '')).toEqual([])
  expect([await run.listLeft(), await run.listProfiles()]).toEqual([[], []])
})

/** Sends a signal when a browser opens the hub, which then waits for an answer. */
async function interruptVisit(signal: 'SIGINT' | 'SIGKILL') {
  let onVisit = () => {}
  const run = await startWithBrowser({
    decideAccess({ userAgent }) {
      if (userAgent?.includes('Chrome')) onVisit()
      return 'accepted'
    },
  })
  let hold: ReturnType<ReturnType<typeof run.qlik>['hold']> | undefined
  let interrupt = () => {}
  onVisit = () => {
    if (hold !== undefined) return
    hold = run.qlik().hold({ endpoint: 'proxy', path: '/qps/user' })
    interrupt()
  }
  const { code } = await run.check({
    onStart: child => {
      interrupt = () => child.kill(signal)
    },
  })
  hold?.release()
  return { ...run, code }
}

it.skipIf(process.platform === 'win32')(
  'Ctrl-C ends check --browser, its session and its browser',
  async () => {
    await using run = await interruptVisit('SIGINT')
    expect([run.code, await run.listLeft(), await run.listProfiles()]).toEqual([130, [], []])
  },
)

it.skipIf(process.platform === 'win32')(
  'the next check --browser removes the profile that a killed one has left',
  async () => {
    await using run = await interruptVisit('SIGKILL')
    expect([run.code, (await run.listProfiles()).length]).toEqual([-1, 1])
    await expect.poll(run.isBrowserRunning, { timeout: 30_000 }).toBe(false)
    const { code } = await run.check({}, '--resume')
    expect([code, await run.listLeft(), await run.listProfiles()]).toEqual([0, [], []])
  },
)

it.skipIf(process.platform === 'win32')(
  '--resume --browser repeats the cases that no browser has repeated, once',
  async () => {
    await using run = await startWithBrowser({})
    await runHubpass(run, 'check', 'plan.yaml')
    expect(await run.listItems()).toEqual([undefined, undefined])
    await run.check({}, '--resume')
    const items = await run.listItems()
    expect(items.map(item => item?.verdict)).toEqual([undefined, undefined, 'expected', 'expected'])
    await run.check({}, '--resume')
    await runHubpass(run, 'check', 'plan.yaml', '--resume')
    expect(await run.listItems()).toEqual(items)
  },
)

it.skipIf(process.platform === 'win32')(
  'check --browser says that there is no browser, or that it does not run, before it signs anybody in',
  async () => {
    await using run = await startWithBrowser({})
    const empty = { ...run, env: { PATH: run.home, DISPLAY: undefined, WAYLAND_DISPLAY: undefined } }
    const none = await runForError(empty, 'check', 'plan.yaml', '--browser')
    expect(none).toMatchObject({ code: 'BROWSER_MISSING', exitCode: 3 })
    for (const browser of ['/nowhere/browser', '/bin/false'])
      expect(await runForError(run, 'check', 'plan.yaml', '--browser', browser)).toMatchObject({
        ...{ code: 'BROWSER_MISSING', exitCode: 3, details: { browser } },
      })
    expect(run.qlik().requests).toEqual([])
  },
)

it.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
  'check --browser says what a browser needs that root has started, if it ends at once',
  async () => {
    await using run = await startWithBrowser({})
    const { message } = await runForError(run, 'check', 'plan.yaml', '--browser', '/bin/false')
    expect(message).toMatch(/it ended\. As root, .*--no-sandbox/)
  },
)
