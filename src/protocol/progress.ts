import * as v from 'valibot'
import { ResponseMessageSchema } from './messages.ts'
import { TextSchema } from './text-schema.ts'

/** How far a request is. `title` names what it does now. */
const ProgressSchema = v.object({ done: v.number(), total: v.number(), title: TextSchema })

/** From the companion to the extension, any number of times before the response to the request. */
const ProgressMessageSchema = v.object({ id: v.number(), progress: ProgressSchema })

/** Everything that the companion sends. */
export const CompanionMessageSchema = v.union([ResponseMessageSchema, ProgressMessageSchema])

export type Progress = v.InferOutput<typeof ProgressSchema>
export type CompanionMessage = v.InferOutput<typeof CompanionMessageSchema>
