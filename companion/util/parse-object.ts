/** Returns the JSON object in a text, or undefined. Accepts a byte order mark. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? Object.fromEntries(Object.entries(content))
      : undefined
  } catch {
    return undefined
  }
}
