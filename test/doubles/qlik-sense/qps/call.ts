import type { Question } from '../http/question.ts'
import type { Site } from '../site/site.ts'

/** A request to QPS for one virtual proxy. */
export interface Call {
  readonly question: Question
  readonly site: Site
  readonly prefix: string
}
