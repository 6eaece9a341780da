import * as v from 'valibot'

/** The folder from which browsers load the unpacked extension, and the version in it. */
export const ExtensionFolderSchema = v.object({ path: v.string(), version: v.string() })

export type ExtensionFolder = v.InferOutput<typeof ExtensionFolderSchema>
