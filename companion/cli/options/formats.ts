import { failure } from '#protocol/errors'

/** How `hubpass login --format` writes its result. */
export type Formatter = (result: unknown) => string

const formatters: Record<string, Formatter> = {
  json: result => `${JSON.stringify(result, null, 2)}\n`,
}

/** Throws BAD_REQUEST, which names the formats that exist. */
export function parseFormat(received: string): Formatter {
  const formatter = Object.hasOwn(formatters, received) ? formatters[received] : undefined
  if (formatter !== undefined) return formatter
  throw failure('BAD_REQUEST', {
    field: '--format',
    received,
    expected: `one of: ${Object.keys(formatters).join(', ')}`,
  })
}
