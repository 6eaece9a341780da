import * as v from 'valibot'

/** A site without ports and credential, which only the companion knows. */
export const SiteSchema = v.object({
  id: v.string(),
  /** The origin of the hub: scheme, host and port, without a trailing slash. */
  hub: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/)),
})

export type Site = v.InferOutput<typeof SiteSchema>
