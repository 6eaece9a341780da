import { type Answer, empty } from '../http/answer.ts'
import type { Question } from '../http/question.ts'
import type { Site } from '../site/site.ts'

export const answerQrs = (_question: Question, _site: Site): Answer => empty(404)
