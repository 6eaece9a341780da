import { type Answer, escapeHtml, html, json, text } from '../http/answer.ts'
import { IdentityRefused } from '../site/identity.ts'
import type { Unknowns } from '../unknowns.ts'

/** The house style of the pages that the double's servers refuse with. */
export const refusalPage = (message: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>${escapeHtml(message)}</title></head><body><h1>${escapeHtml(message)}</h1></body></html>`

const IDENTITY: Record<Unknowns['identityRefusal'], (message: string) => Answer> = {
  // HTML-escaped even in plain words, as the fake has it (qlik-sense-facts.md §1.5).
  '500': message => html(500, escapeHtml(message)),
  '400': message => text(400, message),
  '400Json': message => json(400, { error: message }),
}

/** Answers a refused identity as the site does; anything else is a fault of the double itself. */
export function answerRefusal(error: unknown, { identityRefusal }: Unknowns): Answer {
  if (!(error instanceof IdentityRefused)) throw error
  return IDENTITY[identityRefusal](error.message)
}
