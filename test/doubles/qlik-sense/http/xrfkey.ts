import type { Unknowns } from '../unknowns.ts'
import { type Answer, html, text } from './answer.ts'
import { headerValue, type Question, queryValue } from './question.ts'

/** Sixteen of 0-9 a-z A-Z, the same in query and header (qlik-sense-facts.md §1.2). */
const WELL_FORMED = /^[0-9a-zA-Z]{16}$/

/** What QPS says, and what the other services say (qlik-sense-facts.md §1.2). */
export const XSRF_WORDS = {
  qps: 'XSRF prevention check failed',
  qrs: 'XSRF prevention check failed. Possible XSRF discovered.',
} as const

type Words = (typeof XSRF_WORDS)[keyof typeof XSRF_WORDS]

/** The refusal of a request whose two keys are not there and equal. */
export function refuseForgery(question: Question, unknowns: Unknowns, words: Words): Answer | undefined {
  const key = queryValue(question, 'xrfkey')
  if (!key || key !== headerValue(question, 'x-qlik-xrfkey')) return REFUSAL[unknowns.xsrfRefusal](403, words)
  return WELL_FORMED.test(key) ? undefined : refuseShape(unknowns, words)
}

function refuseShape({ xrfkeyOfWrongShape, xsrfRefusal }: Unknowns, words: Words): Answer | undefined {
  if (xrfkeyOfWrongShape === 'accept') return undefined
  return REFUSAL[xsrfRefusal](xrfkeyOfWrongShape === 'refuse403' ? 403 : 400, words)
}

const REFUSAL: Record<Unknowns['xsrfRefusal'], (status: number, words: Words) => Answer> = {
  text: (status, words) => text(status, words),
  longText: status => text(status, XSRF_WORDS.qrs),
  page: (status, words) =>
    html(status, `<html><head><title>${status}</title></head><body><p>${words}</p></body></html>`),
}
