import { formatUrl, type SessionRequest } from './session-request.ts'

/**
 * Formats a collection with one request in format 2.1, which Postman, Newman, Bruno and Insomnia
 * import.
 */
export const formatPostman = (request: SessionRequest): string =>
  `${JSON.stringify({ info: createInfo(request), item: [{ name: 'Add session', request: toPostmanRequest(request) }] }, null, 2)}\n`

const createInfo = ({ address, credential: { certificate, key, root } }: SessionRequest) => ({
  name: 'Qlik Sense: add a session',
  description: `Postman keeps client certificates in its settings: add ${[certificate, key].filter(Boolean).join(' and ')} for ${address}, and ${root} as CA certificate.`,
  schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
})

/** Splits a real address; a placeholder stays whole. */
const splitAddress = (address: string): { host: string[]; port?: string } => {
  const { host, port } = /^(?<host>[^<>]+):(?<port>\d+)$/.exec(address)?.groups ?? {}
  return host === undefined || port === undefined ? { host: [address] } : { host: [host], port }
}

/** Postman would replace `{{…}}` in a name or a value. In JSON, the escape means the same. */
const withoutVariables = (body: string): string => body.replaceAll('{{', '{\\u007b')

const toPostmanRequest = (request: SessionRequest) => ({
  method: 'POST',
  header: [
    { key: 'Content-Type', value: 'application/json' },
    { key: 'X-Qlik-Xrfkey', value: request.xrfkey },
  ],
  body: { mode: 'raw', raw: withoutVariables(request.body), options: { raw: { language: 'json' } } },
  url: {
    raw: formatUrl(request),
    protocol: 'https',
    ...splitAddress(request.address),
    path: request.path.split('/').slice(1),
    query: [{ key: 'xrfkey', value: request.xrfkey }],
  },
})
