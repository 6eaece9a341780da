import { expect } from 'vitest'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { type CliEnvironment, runForError } from './run-hubpass.ts'

/** Not to be found in anything that is printed. */
export const sessionId = 'a-session-id-nobody-may-see'

/** Signs in `DOMAIN\User1` with a session id of our own, which has to fail: gives the error, the exit code and the output. */
export async function runFailingLogin(environment: CliEnvironment, ...more: string[]) {
  const error = await runForError(
    environment,
    'login',
    'acme',
    '--user',
    'DOMAIN\\User1',
    '--session-id',
    sessionId,
    ...more,
  )
  expect(error.output).not.toContain(sessionId)
  expect(error.remedy).not.toBe('')
  return error
}

/** That the failure has left nothing on the server. */
export const expectNoSession = (qlik: QlikSenseDouble): void => expect(qlik.sessions).toEqual([])
