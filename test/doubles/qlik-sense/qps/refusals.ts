import { escapeHtml, html, json, type OutgoingResponse, text } from '../http/response.ts'
import { IdentityRefused } from '../site/identity.ts'
import type { Behaviors } from '../unverified-behaviors.ts'

/** Renders an error page in the style of the double. */
export const renderRefusal = (message: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>${escapeHtml(message)}</title></head><body><h1>${escapeHtml(message)}</h1></body></html>`

const IDENTITY_REFUSALS: Record<Behaviors['identityRefusal'], (message: string) => OutgoingResponse> = {
  // HTML-escaped even in plain text, as in the fake (docs/facts/qlik-sense.md §1.5).
  '500': message => html(500, escapeHtml(message)),
  '400': message => text(400, message),
  '400Json': message => json(400, { error: message }),
}

/** Answers a rejected identity as the site does. Rethrows any other error. */
export function refuseIdentity(error: unknown, { identityRefusal }: Behaviors): OutgoingResponse {
  if (!(error instanceof IdentityRefused)) throw error
  return IDENTITY_REFUSALS[identityRefusal](error.message)
}
