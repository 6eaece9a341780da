import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

/**
 * Formats a collection with one request in format 2.1, which Postman, Newman, Bruno and Insomnia
 * import.
 */
export const formatPostman = (request: SessionRequest): string =>
  `${JSON.stringify({ info, item: [{ name: 'Add session', request: toPostmanRequest(request) }] }, null, 2)}\n`

const info = {
  name: 'Qlik Sense: add a session',
  description: `Postman keeps client certificates in its settings: add ${placeholders.certificate} and ${placeholders.key} for ${placeholders.host}:4243, and ${placeholders.root} as CA certificate.`,
  schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
}

const toPostmanRequest = (request: SessionRequest) => ({
  method: 'POST',
  header: [
    { key: 'Content-Type', value: 'application/json' },
    { key: 'X-Qlik-Xrfkey', value: request.xrfkey },
  ],
  body: { mode: 'raw', raw: request.body, options: { raw: { language: 'json' } } },
  url: {
    raw: formatUrl(request),
    protocol: 'https',
    host: [request.host],
    port: request.port,
    path: request.path.split('/').slice(1),
    query: [{ key: 'xrfkey', value: request.xrfkey }],
  },
})
