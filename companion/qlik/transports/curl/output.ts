import type { HttpResponse } from '../../http/request.ts'

/** The answer out of what `curl --include` prints; undefined when that is not HTTP. */
export function parseCurlOutput(output: Buffer): HttpResponse | undefined {
  const end = output.indexOf('\r\n\r\n')
  const [first = '', ...lines] = output.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/[\d.]+ (\d{3})\b/.exec(first)?.[1])
  if (Number.isNaN(status)) return undefined
  const rest = output.subarray(end + 4)
  if (status < 200) return parseCurlOutput(rest)
  return { status, headers: Object.fromEntries(lines.map(parseHeader)), body: rest.toString('utf8') }
}

function parseHeader(line: string): [string, string] {
  const [name = '', ...value] = line.split(':')
  return [name.toLowerCase(), value.join(':').trim()]
}
