import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { requestUrl } from '../doubles/qlik-sense/client.ts'
import { startCompanionWithQlik } from '../support/companion-harness.ts'
import { logInForTool, signedInUser, spellings } from '../support/log-in-for-tool.ts'
import { runForResult } from '../support/run-hubpass.ts'
import { readCellsWithJMeter, readCookiesWithJMeter } from './support/jmeter.ts'
import { locustProgram } from './support/locust.ts'
import { runTool } from './support/tools.ts'

describe.each(spellings)('with $title', spelling => {
  it('the Cookie Manager of JMeter reads the file of login, and its cookie signs in', async () => {
    await using login = await logInForTool('jmeter', spelling)
    const cookie = await readCookiesWithJMeter(login.file, login.currentUser)
    const { json } = await requestUrl(login.qlik, login.currentUser, {
      withoutCertificate: true,
      headers: { cookie },
    })
    expect(json).toMatchObject(signedInUser)
  })

  it('Locust reads the row of login and is signed in', async () => {
    await using login = await logInForTool('locust', spelling)
    const folder = join(login.home, 'locust')
    await mkdir(folder)
    const file = join(folder, 'locustfile.py')
    await writeFile(
      file,
      [
        'import csv',
        'from locust import FastHttpUser, task',
        `row = next(csv.DictReader(open(${JSON.stringify(login.file)}, newline=""), delimiter=";"))`,
        'class Visitor(FastHttpUser):',
        '    @task',
        '    def who(self):',
        '        headers = {"Cookie": row["cookie"]}',
        '        with self.client.get("/sales/qps/user", headers=headers, catch_response=True) as response:',
        '            user = response.json()',
        '            if (user.get("userDirectory"), user.get("userId")) != (row["directory"], row["user"]):',
        '                response.failure("another user")',
        '        self.environment.runner.quit()',
      ].join('\n'),
    )
    const args = [
      ...locustProgram,
      '-f',
      file,
      '--host',
      login.qlik.hub,
      '--headless',
      '-u',
      '1',
      '-t',
      '30s',
    ]
    const { code, output } = await runTool('/usr/bin/python3', [...args, '--exit-code-on-error', '1'], {
      cwd: folder,
    })
    expect(output).toMatch(/GET\s+\/sales\/qps\/user\s+1\s+0\(0\.00%\)/)
    expect(code).toBe(0)
  })
})

it('the Cookie Manager of JMeter finds no cookie in a Netscape file, which is why it has a format of its own', async () => {
  await using login = await logInForTool('netscape', {
    cookieName: 'X-Qlik-Session',
    sessionId: 'made-up-id',
  })
  expect(await readCookiesWithJMeter(login.file, login.currentUser)).toBe('null')
})

it('JMeter reads the rows of sessions make, also of users whose names need quotation marks', async () => {
  await using harness = await startCompanionWithQlik()
  const users = join(harness.home, 'users.csv')
  await writeFile(users, 'user\nTESTING\\anna\n"TESTING\\x,""y""z"\n')
  const out = join(harness.home, 'material')
  const args = ['acme', '--users', users, '--count', '2', '--format', 'jmeter', '--out', out]
  await runForResult(harness, 'sessions', 'make', ...args)
  const ids = harness.qlik.sessions.map(({ userId, sessionId }) => [userId, sessionId])
  expect(await readCellsWithJMeter(join(out, 'sessions.1.csv'))).toEqual([
    ...['user', 'directory', 'cookie', 'sid'],
    ...['anna', 'x,"y"z'].flatMap(user => {
      const id = ids.find(([name]) => name === user)?.[1] ?? ''
      return [user, 'TESTING', `X-Qlik-Session=${id}`, id]
    }),
  ])
})
