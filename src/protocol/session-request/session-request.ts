import type { Identity } from '../identity.ts'

/** The request that creates a session (docs/facts/qlik-sense.md §1.2, §1.3). */
export interface SessionRequest {
  /** `host:port` of QPS. */
  address: string
  /** The name in the certificate of QPS, if it differs from the host. */
  serverName?: string | undefined
  /** Excludes the query. */
  path: string
  /** 16 characters, the same in query and header. */
  xrfkey: string
  /** JSON */
  body: string
  credential: RequestCredential
}

/** The credential of a request, by paths and the thumbprint. */
export interface RequestCredential {
  /** A PEM file with `key`, or else a PFX file. */
  certificate: string
  key?: string | undefined
  root: string
  thumbprint: string
}

/** The parts that differ between requests. */
export interface SessionRequestInput {
  address: string
  serverName?: string | undefined
  prefix: string
  identity: Identity
  sessionId: string
  credential: RequestCredential
}

/** Stand for what the extension does not know: the address of QPS, the credential, the session id. */
export const placeholders = {
  address: '<qps-host:port>',
  sessionId: '<session-id>',
  credential: {
    certificate: '<client.pem>',
    key: '<client_key.pem>',
    root: '<root.pem>',
    thumbprint: '<thumbprint>',
  },
} as const

export function createSessionRequest({
  address,
  serverName,
  prefix,
  identity: { userDirectory, userId, attributes },
  sessionId,
  credential,
}: SessionRequestInput): SessionRequest {
  const body = {
    UserDirectory: userDirectory,
    UserId: userId,
    Attributes: attributes.map(({ name, value }) => ({ [name]: value })),
    SessionId: sessionId,
  }
  return {
    address,
    serverName,
    path: `/qps/${prefix === '' ? '' : `${prefix}/`}session`,
    xrfkey: '0123456789abcdef',
    body: JSON.stringify(body),
    credential,
  }
}

export const formatUrl = ({ address, path, xrfkey }: SessionRequest): string =>
  `https://${address}${path}?xrfkey=${xrfkey}`
