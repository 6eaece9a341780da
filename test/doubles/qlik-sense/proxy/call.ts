import { headerValue, type Question } from '../http/question.ts'
import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/** A request to the front end, for one virtual proxy that it can reach. */
export interface ProxyCall {
  readonly question: Question
  readonly site: Site
  readonly virtualProxy: VirtualProxy
}

/** Scheme, host and port as the browser used them. */
export const originOf = (question: Question): string =>
  `${question.secure ? 'https' : 'http'}://${headerValue(question, 'host') ?? 'localhost'}`

/** The address of a place of the virtual proxy: on this door the prefix comes first (qlik-sense-facts.md §1.1). */
export const addressOf = ({ question, virtualProxy: { prefix } }: ProxyCall, place: string): string =>
  `${originOf(question)}/${prefix === '' ? '' : `${prefix}/`}${place}`
