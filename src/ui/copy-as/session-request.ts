import type { RunReport } from '#shared/runs/run-report'

/**
 * What makes the session of a run (docs/facts/qlik-sense.md §1.2, §1.3). The extension knows neither the server's doors nor the certificate
 * and hands out no session id: placeholders stand in their places.
 */
export interface SessionRequest {
  /** `<qps-host>:4243` */
  host: string
  port: string
  /** Without the query. */
  path: string
  /** 16 characters, in query and header alike. */
  xrfkey: string
  /** JSON */
  body: string
}

export const placeholders = {
  host: '<qps-host>',
  sessionId: '<session-id>',
  certificate: '<client.pem>',
  key: '<client_key.pem>',
  root: '<root.pem>',
  thumbprint: '<thumbprint>',
} as const

export function createSessionRequest({ prefix, identity }: RunReport['asked']): SessionRequest {
  const { userDirectory, userId, attributes } = identity
  const body = {
    UserDirectory: userDirectory,
    UserId: userId,
    Attributes: attributes.map(({ name, value }) => ({ [name]: value })),
    SessionId: placeholders.sessionId,
  }
  return {
    host: placeholders.host,
    port: '4243',
    path: `/qps/${prefix === '' ? '' : `${prefix}/`}session`,
    xrfkey: '0123456789abcdef',
    body: JSON.stringify(body),
  }
}

export const formatUrl = ({ host, port, path, xrfkey }: SessionRequest): string =>
  `https://${host}:${port}${path}?xrfkey=${xrfkey}`
