import * as v from 'valibot'

/** A finding as it crosses a process or a store; codes of a newer companion pass as they are. */
export const FindingSchema = v.object({
  code: v.string(),
  message: v.string(),
  remedy: v.string(),
  details: v.record(v.string(), v.unknown()),
  reasons: v.optional(v.record(v.string(), v.unknown())),
})

/** Extension to companion. `id` is chosen by the extension and comes back with the answer. */
export const RequestMessageSchema = v.object({ id: v.number(), command: v.string(), params: v.unknown() })

/** Companion to extension. `id` is null when the request was too broken to have one. Answers come in any order. */
export const ResponseMessageSchema = v.variant('ok', [
  v.object({ id: v.number(), ok: v.literal(true), result: v.unknown() }),
  v.object({ id: v.nullable(v.number()), ok: v.literal(false), error: FindingSchema }),
])

export type RequestMessage = v.InferOutput<typeof RequestMessageSchema>
export type ResponseMessage = v.InferOutput<typeof ResponseMessageSchema>
