import * as v from 'valibot'

/** A finding between processes or in a store. Unknown codes of a newer companion are valid. */
export const FindingSchema = v.object({
  code: v.string(),
  message: v.string(),
  remedy: v.string(),
  details: v.record(v.string(), v.unknown()),
  reasons: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
})

/**
 * From the extension to the companion. The response has the same `id`. JSON can write a number, like
 * 1e999, that it cannot repeat.
 */
export const RequestMessageSchema = v.object({
  id: v.pipe(v.number(), v.finite()),
  command: v.string(),
  params: v.unknown(),
})

/**
 * From the companion to the extension, in any order. `id` is null if the request had no readable
 * id.
 */
export const ResponseMessageSchema = v.variant('ok', [
  v.object({ id: v.number(), ok: v.literal(true), result: v.unknown() }),
  v.object({ id: v.nullable(v.number()), ok: v.literal(false), error: FindingSchema }),
])

export type RequestMessage = v.InferOutput<typeof RequestMessageSchema>
export type ResponseMessage = v.InferOutput<typeof ResponseMessageSchema>
