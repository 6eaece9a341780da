import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { expectNoSession, sessionId } from '../support/failing-login.ts'
import { runForError } from '../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'
import { cliCases } from './cli-cases.ts'

/** The last of repeated options counts. */
const loginArgs = ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', sessionId]

it.each(cliCases)('row $row: hubpass reports $code for $cause, and leaves no session', async testCase => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start(testCase.settings)
  const resources: AsyncDisposable[] = []
  const keep = <T extends AsyncDisposable>(one: T): T => {
    resources.push(one)
    return one
  }
  try {
    await writeConfig(home.path, siteConfigFor(qlik, await testCase.arrange?.({ qlik, keep })))
    const command = testCase.command ?? [...loginArgs, ...(testCase.options ?? [])]
    const error = await runForError({ home: home.path }, ...command)
    const { code, exitCode, message, remedy } = testCase
    expect(error).toMatchObject({ code, exitCode, message: expect.stringContaining(message) })
    expect(error.remedy).toContain(remedy)
    expect(error.output).not.toContain(sessionId)
    expectNoSession(qlik)
  } finally {
    for (const each of resources) await each[Symbol.asyncDispose]()
  }
})
