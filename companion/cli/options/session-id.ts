import { failure } from '#protocol/errors'
import { decodeText } from '../../util/decode-text.ts'
import { askSecret } from '../ask-secret.ts'
import { findCopiedSession } from './copied-cookie.ts'

/** Explains the value `-`. */
export const standardInputHelp =
  '"-" reads it from standard input, because other users can see a command line'

/** As long as the headers of a request can be. */
const maxBytes = 16_384

/**
 * Returns the session id of the command line, or of standard input for `-`, also from a copied
 * cookie. Asks for it in a terminal. Throws BAD_REQUEST, CANCELLED.
 */
export const readSessionId = async (received: string): Promise<string> =>
  findCopiedSession(await readSessionText(received)).sessionId

/** Returns the text that {@link readSessionId} looks into. Throws BAD_REQUEST, CANCELLED. */
export async function readSessionText(received: string): Promise<string> {
  if (received !== '-') return received
  // Standard input may be a folder, or text in a code page: no session id either way.
  const input = (await askSecret('Session id or cookie: ')) ?? (await readStandardInput().catch(() => ''))
  const [text = ''] = input.trim().split(/\s*\n/, 1)
  if (text !== '') return text
  throw failure('BAD_REQUEST', {
    field: 'Session id',
    received: '(not shown)',
    expected: 'a session id on standard input',
    problem: 'standard input has none',
  })
}

/** Stops after the first line or too many bytes: what writes them may not end. */
async function readStandardInput(): Promise<string> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of process.stdin) {
    bytes = Buffer.concat([bytes, chunk])
    if (bytes.includes('\n') || bytes.length > maxBytes) break
  }
  return decodeText(bytes)
}
