import { quote } from '#protocol/quote'
import type { Answer } from './exchange.ts'

/** What is wrong with an answer that no rule explains. */
export const problemOf = (answer: Answer, secret: { sessionId?: string | undefined } = {}): string =>
  answer.headers.location === undefined ? `it says ${saying(answer, secret)}` : 'it sends us elsewhere'

/** The beginning of the answer's text, without mark-up and without the session id. */
export function saying({ body }: Answer, { sessionId = '' }: { sessionId?: string | undefined }): string {
  const text = body.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  const clean = sessionId === '' ? text : text.replaceAll(sessionId, '…')
  const words = clean.replace(/\s+/g, ' ').trim()
  return words === '' ? 'nothing' : quote(words)
}
