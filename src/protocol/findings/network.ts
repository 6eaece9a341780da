import type { Text } from '#messages/message'
import { finding, toSeconds } from './finding.ts'

/**
 * Findings on the network. Errors as Node reports them: docs/facts/browsers-and-node.md §3.3,
 * docs/facts/qlik-sense.md §5.4.
 */
export const networkFindings = {
  HOST_NOT_FOUND: finding<WithAddress>(),
  CONNECTION_REFUSED: finding<WithAddress>(),
  CONNECTION_CLOSED: finding<WithAddress & { when?: ClosePhase }>(({ when }) => ({ variants: [when] })),
  TIMEOUT: finding<TimeoutDetails>(({ afterMs, accepted }) => ({
    variants: [accepted === true && 'accepted'],
    values: { seconds: toSeconds(afterMs) },
  })),
  NOT_TLS: finding<WithAddress>(),
  TLS_UNTRUSTED_ROOT: finding<UntrustedRootDetails>(({ ours }) => ({
    variants: [ours !== undefined && 'filesMatch'],
  })),
  TLS_NAME_MISMATCH: finding<WithAddress & { wanted: string; names: Text }>(),
  TLS_SERVER_CERTIFICATE_EXPIRED: finding<WithAddress>(),
  TLS_WRONG_PURPOSE: finding<WithAddress>(),
  TLS_CLIENT_CERTIFICATE_REJECTED: finding<CertificateRejectedDetails>(({ alert, says, seen }) => ({
    variants: [seen, says !== undefined && 'alert', alert === 45 && 'expired'],
  })),
  TLS_VERSION: finding<WithAddress>(),
  TLS_HANDSHAKE_FAILED: finding<WithAddress & { reason: Text; alert?: number }>(({ alert }) => ({
    variants: [alert === undefined ? undefined : handshakeAlerts[alert]],
  })),
  QRS_UNAVAILABLE: finding<QrsUnavailableDetails>(({ because, accepted }) => ({
    variants: [isUnreached(because) && accepted !== true && 'unreached'],
  })),
}

/** The address may be right: the port of QRS is often blocked. */
const isUnreached = (code: string): boolean =>
  ['HOST_NOT_FOUND', 'CONNECTION_REFUSED', 'TIMEOUT'].includes(code)

export interface TimeoutDetails extends WithAddress {
  afterMs: number
  /** Set if the connection was accepted, so that no firewall blocks it. */
  accepted?: true
}

export interface QrsUnavailableDetails extends WithAddress, Pick<TimeoutDetails, 'accepted'> {
  reason: Text
  /** The code of the underlying finding. */
  because: string
}

export interface UntrustedRootDetails extends WithAddress {
  reason: string
  /** The issuer of our certificate, if it is known and did not issue the server's. */
  ours?: string
}

export interface CertificateRejectedDetails extends WithAddress {
  alert?: number
  /** The name of the alert. */
  says?: string
  /** The evidence if there was no alert. */
  seen?: 'closedOnlyWithIt' | 'demandedOne'
}

/** Variants by the number of the alert (RFC 8446 §6). */
const handshakeAlerts: Record<number, string> = {
  40: 'oldCiphers',
  71: 'oldCiphers',
  80: 'serverFault',
  112: 'unknownName',
}

/** `host:port` */
export interface WithAddress {
  address: string
}

/** When a connection was closed. */
export type ClosePhase =
  | 'beforeTls'
  | 'inHandshake'
  | 'afterHandshake'
  | 'always'
  | 'onRequest'
  | 'inAnswer'
  | 'kept'
