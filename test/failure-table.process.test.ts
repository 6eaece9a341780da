import { expect, it } from 'vitest'
import { errorOf } from './companion/fixtures/hubpass.ts'
import { expectNoSession, sessionId } from './companion/fixtures/login.ts'
import { configure, siteFor } from './companion/fixtures/site.ts'
import { temporaryHome } from './companion/fixtures/temporary-home.ts'
import { QlikSenseDouble } from './doubles/qlik-sense/double.ts'
import { processRows } from './failure-table/process-rows.ts'

/** Of the options of one name the last counts. */
const login = ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', sessionId]

it.each(processRows)('row $row: tells $cause as $code, and leaves no session', async asked => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start(asked.settings)
  const kept: AsyncDisposable[] = []
  const keep = <T extends AsyncDisposable>(one: T): T => {
    kept.push(one)
    return one
  }
  try {
    await configure(home.path, siteFor(qlik, await asked.make?.({ qlik, keep })))
    const command = asked.command ?? [...login, ...(asked.options ?? [])]
    const error = await errorOf({ home: home.path }, ...command)
    const { code, exitCode, message, remedy } = asked
    expect(error).toMatchObject({ code, exitCode, message: expect.stringContaining(message) })
    expect(error.remedy).toContain(remedy)
    expect(error.output).not.toContain(sessionId)
    expectNoSession(qlik)
  } finally {
    for (const each of kept) await each[Symbol.asyncDispose]()
  }
})
