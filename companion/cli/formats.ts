import { failure } from '#protocol/errors'

/** How `hubpass login --format` writes its result. */
export type Format = (result: unknown) => string

const formats: Record<string, Format> = {
  json: result => `${JSON.stringify(result, null, 2)}\n`,
}

/** Throws BAD_REQUEST, which names the formats that exist. */
export function expectFormat(received: string): Format {
  const format = Object.hasOwn(formats, received) ? formats[received] : undefined
  if (format !== undefined) return format
  throw failure('BAD_REQUEST', {
    field: '--format',
    received,
    expected: `one of: ${Object.keys(formats).join(', ')}`,
  })
}
