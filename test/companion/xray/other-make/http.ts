import type { IncomingMessage, ServerResponse } from 'node:http'

/** An answer. A list as the value of a header sends the header several times. */
export interface Reply {
  status: number
  headers: Record<string, string | string[]>
  body: string
}

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  header(name: string): string | undefined
  /** Pairs of the Cookie header in their order. */
  cookies: [name: string, value: string][]
  body: string
}

export async function readRequest(request: IncomingMessage): Promise<Asked> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return toAsked(request, body)
}

export function toAsked(request: IncomingMessage, body = ''): Asked {
  const url = new URL(request.url ?? '/', 'https://any.invalid')
  const header = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  const cookies = (header('cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    return at < 0
      ? []
      : [
          [
            pair.slice(0, at).trim(),
            pair
              .slice(at + 1)
              .trim()
              .replaceAll('"', ''),
          ],
        ]
  })
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    header,
    cookies,
    body,
  }
}

/** Sends in chunks and closes the connection. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.shouldKeepAlive = false
  const middle = Math.floor(body.length / 2)
  response.write(body.slice(0, middle))
  response.end(body.slice(middle))
}

/** JSON with a byte order mark, as some servers send it. */
export const json = (content: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-TYPE': 'application/json;charset=UTF-8' },
  body: `\uFEFF${JSON.stringify(content, undefined, 2)}\n`,
})

export const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>${status}</title><p>${body}</p>`,
})

export const redirect = (location: string, status = 302): Reply => ({
  status,
  headers: { location, 'content-Type': 'text/plain' },
  body: 'moved\n',
})
