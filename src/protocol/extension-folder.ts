import * as v from 'valibot'

/** Browsers accept no other versions (https://developer.chrome.com/docs/extensions/reference/manifest/version). */
export const versionPattern = /^\d{1,5}(\.\d{1,5}){0,3}$/

/** The folder from which browsers load the unpacked extension, and the version in it. */
export const ExtensionFolderSchema = v.object({
  path: v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,4096}$/u)),
  version: v.pipe(v.string(), v.regex(versionPattern)),
})

export type ExtensionFolder = v.InferOutput<typeof ExtensionFolderSchema>
