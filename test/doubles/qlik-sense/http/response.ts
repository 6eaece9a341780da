export interface OutgoingResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

type ResponseHeaders = OutgoingResponse['headers']

export const json = (status: number, value: unknown, headers: ResponseHeaders = {}): OutgoingResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const html = (status: number, page: string, headers: ResponseHeaders = {}): OutgoingResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: page,
})

export const text = (status: number, message: string, headers: ResponseHeaders = {}): OutgoingResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: message,
})

export const empty = (status: number, headers: ResponseHeaders = {}): OutgoingResponse => ({
  status,
  headers,
  body: '',
})

export const redirect = (status: 301 | 302, location: string): OutgoingResponse => empty(status, { location })

export const withHeaders = (response: OutgoingResponse, headers: ResponseHeaders): OutgoingResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
})

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (words: string): string => words.replace(/[&<>"']/g, sign => ESCAPES[sign] ?? sign)
