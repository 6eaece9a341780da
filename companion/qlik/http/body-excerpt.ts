import { quote } from '#protocol/text'
import type { HttpResponse } from './request.ts'

/** What is wrong with an answer that no rule explains. */
export const describeBody = (
  response: HttpResponse,
  secret: { sessionId?: string | undefined } = {},
): string =>
  response.headers.location === undefined
    ? `it says ${excerptBody(response, secret)}`
    : 'it sends us elsewhere'

/** The beginning of the answer's text, without mark-up and without the session id. */
export function excerptBody(
  { body }: HttpResponse,
  { sessionId = '' }: { sessionId?: string | undefined },
): string {
  const text = body.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  const clean = sessionId === '' ? text : text.replaceAll(sessionId, '…')
  const words = clean.replace(/\s+/g, ' ').trim()
  return words === '' ? 'nothing' : quote(words)
}
