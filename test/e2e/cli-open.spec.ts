import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { startCompanionWithQlik } from '../support/companion-harness.ts'
import { pollUntil } from '../support/poll-until.ts'
import { runHubpass } from '../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'

const line = ['open', '--user', 'DOMAIN\\User1', '--prefix', 'sales']

/** Starts a double with a hub over http, and a browser that records its process id and arguments. */
async function startWithBrowser() {
  const harness = await startCompanionWithQlik({ plainHubPort: 0 })
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub: harness.qlik.plainHub ?? '' }))
  const started = join(harness.home, 'started')
  const browser = join(harness.home, 'a browser')
  const flags = '--headless=new --no-sandbox --disable-gpu'
  const record = `printf '%s\\n' $$ "$@" > '${started.replaceAll("'", "'\\''")}'`
  await writeFile(browser, `#!/bin/sh\n${record}\nexec "${findBrowser()}" ${flags} "$@"\n`)
  await chmod(browser, 0o755)
  const readStarted = async () => (await readFile(started, 'utf8')).split('\n')
  return { ...harness, browser, readStarted }
}

it.skipIf(process.platform === 'win32')(
  'hubpass open shows the hub as the user and ends the session with the browser',
  async () => {
    await using harness = await startWithBrowser()
    const { qlik, home, browser, readStarted } = harness
    const running = runHubpass({ home, env: { TMPDIR: home } }, ...line, '--browser', browser)
    const shown = () => qlik.requests.find(({ path }) => path.startsWith('/sales/hub'))
    const request = await pollUntil('the browser asks for the hub', shown, 45_000)
    const [session] = qlik.sessions
    expect(request.headers.cookie).toBe(`X-Qlik-Session-sales-HTTP=${session?.sessionId}`)
    const [pid = '', ...args] = await readStarted()
    expect(args.join(' ')).not.toContain(session?.sessionId)
    process.kill(Number(pid))
    expect(await running).toEqual({
      code: 0,
      stdout: 'Ended the session of DOMAIN\\User1.\n',
      stderr: expect.stringContaining(`Opened ${qlik.plainHub}/sales/hub/ as DOMAIN\\User1.`),
    })
    expect(qlik.sessions).toEqual([])
    expect((await readdir(home)).filter(name => name.startsWith('hubpass-browser'))).toEqual([])
  },
)
