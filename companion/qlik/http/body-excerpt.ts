import { type Message, message } from '#messages/message'
import { quote } from '#protocol/text'
import type { HttpResponse } from './endpoint.ts'
import { hideSecret } from './hide-secret.ts'

/** Describes a response that no rule explains. */
export const describeBody = (
  response: HttpResponse,
  secret: { sessionId?: string | undefined } = {},
): Message => {
  if (response.headers.location !== undefined) return message('reason.redirects')
  const text = excerptBody(response, secret)
  return text === undefined ? message('reason.saysNothing') : message('reason.says', { text })
}

/** Returns the beginning of the body without markup and session id, or undefined if it is empty. */
export function excerptBody(
  { body }: HttpResponse,
  { sessionId = '' }: { sessionId?: string | undefined },
): string | undefined {
  const text = removeElements(removeElements(body, 'style'), 'script').replace(/<[^<>]*>/g, ' ')
  const words = hideSecret(text, sessionId).replace(/\s+/g, ' ').trim()
  return words === '' ? undefined : quote(words)
}

/**
 * Removes elements with their content. Looks for each end only once: an expression that looks from
 * each start needs minutes for a megabyte of starts without an end.
 */
function removeElements(html: string, name: 'style' | 'script'): string {
  const parts = html.split(new RegExp(`</${name}>`, 'i'))
  const last = parts.pop() ?? ''
  const start = new RegExp(`<${name}[^]*`, 'i')
  return [...parts.map(part => part.replace(start, '')), last].join(' ')
}
