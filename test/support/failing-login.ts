import { expect } from 'vitest'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { type CliEnvironment, runForError } from './run-hubpass.ts'

/** Must not appear in any output. */
export const sessionId = 'a-session-id-nobody-may-see'

/**
 * Signs in `DOMAIN\User1` with a fixed session id, expects a failure and returns error, exit code
 * and output.
 */
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

/** Expects that the failure has left no session on the server. */
export const expectNoSession = (qlik: QlikSenseDouble): void => expect(qlik.sessions).toEqual([])
