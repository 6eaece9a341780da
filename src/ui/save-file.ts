export interface TextFile {
  name: string
  /** A media type without parameters, such as `text/html`. */
  type: string
  text: string
}

/** Saves a text as a download. */
export function saveFile({ name, type, text }: TextFile): void {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  // The download has read the blob by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
