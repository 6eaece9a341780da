export interface TextFile {
  name: string
  /** Without parameters, e.g. `text/html`. */
  type: string
  text: string
}

/** Gives a text to the browser's downloads. */
export function saveFile({ name, type, text }: TextFile): void {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  // The download holds on to what it needs by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
