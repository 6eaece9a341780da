import type { RunReport } from '#shared/runs/run-report'

/**
 * The request that creates the session of a run (docs/facts/qlik-sense.md §1.2, §1.3). Placeholders
 * stand for the QPS host, the certificate files and the session id.
 */
export interface SessionRequest {
  /** `<qps-host>:4243` */
  host: string
  port: string
  /** Excludes the query. */
  path: string
  /** 16 characters, the same in query and header. */
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
