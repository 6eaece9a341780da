import * as v from 'valibot'

/** A site as the extension may know it: no ports and no credential, which stay with the companion. */
export const SiteSchema = v.object({
  id: v.string(),
  /** Origin of the hub: scheme, host and port, without a slash at the end. */
  hub: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/)),
})

export type Site = v.InferOutput<typeof SiteSchema>
