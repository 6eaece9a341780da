import { type ClosePhase, closePhases, rightPort, thisVerySite } from './connection-closed.ts'
import type { FindingTexts } from './text.ts'

/** On the way to Qlik Sense. Causes as Node reports them: docs/facts/browsers-and-node.md §3.3, docs/facts/qlik-sense.md §5.4. */
export const networkFindings = {
  HOST_NOT_FOUND: ({ address }: WithAddress) => ({
    message: `No address is known for the host of ${address}.`,
    remedy: "Check the site's host name, your DNS and your VPN.",
  }),
  CONNECTION_REFUSED: ({ address }: WithAddress) => ({
    message: `Nothing answers at ${address}.`,
    remedy:
      'Check that the Qlik Sense Proxy Service runs and that the firewall lets you reach this port (4243 unless changed in the QMC).',
  }),
  CONNECTION_CLOSED: ({ address, when }: WithAddress & { when?: ClosePhase }) => {
    const { how, remedy } = closePhases[when ?? 'afterHandshake']
    return { message: `${address} ${when === undefined ? 'closed the connection' : how}.`, remedy }
  },
  TIMEOUT: ({ address, afterMs, accepted }: TimeoutDetails) => ({
    message: `${address} did not answer within ${afterMs / 1000} seconds${accepted === true ? ', though it accepted the connection' : ''}.`,
    remedy:
      accepted === true
        ? 'The way there is open. Check that this is the port of a Qlik Sense service (QPS 4243, QRS 4242), then whether that service hangs: look into its log, restart it.'
        : 'Check VPN and firewall: a port that is filtered looks like this.',
  }),
  NOT_TLS: ({ address }: WithAddress) => ({
    message: `${address} does not speak TLS.`,
    remedy: 'Correct the port: QPS listens on 4243 with TLS.',
  }),
  TLS_UNTRUSTED_ROOT: ({ address, reason, ours }: UntrustedRootDetails) => ({
    message: `The certificate of ${address} was not issued by the root of this site (${reason}).`,
    remedy:
      ours === undefined
        ? 'Use the root.pem exported from this very site.'
        : `Your client certificate and root belong together (${ours}), so look whether ${address} is the site that you mean: export all files anew from its QMC, or correct its address. Something in between that inspects TLS looks like this too.`,
  }),
  TLS_NAME_MISMATCH: ({ address, names, wanted }: WithAddress & { wanted: string; names: string }) => ({
    message: `The certificate of ${address} is for ${names}, not for ${wanted}.`,
    remedy: 'Use that name for the host, or set it with "hubpass site add … --tls-server-name".',
  }),
  TLS_SERVER_CERTIFICATE_EXPIRED: ({ address }: WithAddress) => ({
    message: `The server certificate of ${address} has expired or is not valid yet.`,
    remedy: 'Renew the certificates of the Qlik Sense site; check the clock of this machine.',
  }),
  TLS_WRONG_PURPOSE: ({ address }: WithAddress) => ({
    message: `The certificate of ${address} is not meant for a server.`,
    remedy: 'Have the Qlik Sense service certificates of this site recreated.',
  }),
  TLS_CLIENT_CERTIFICATE_REJECTED: ({ address, alert, says, seen }: CertificateRejectedDetails) => ({
    message: `${address} refused the client certificate${says === undefined ? '' : ` (${says})`}${seen === undefined ? '.' : `: ${rejectionEvidence[seen]}.`}`,
    remedy:
      alert === 45
        ? 'Here the certificate is still valid: check the clock of the server, then export the client certificate from the QMC of this very site.'
        : 'Export the client certificate from the QMC of this very site.',
  }),
  TLS_VERSION: ({ address }: WithAddress) => ({
    message: `${address} and this machine have no TLS version in common.`,
    remedy: 'Enable TLS 1.2 or later on the server.',
  }),
  TLS_HANDSHAKE_FAILED: ({ address, reason, alert }: WithAddress & { reason: string; alert?: number }) => ({
    message: `The TLS handshake with ${address} failed: ${reason}.`,
    remedy:
      alertRemedies[alert ?? 0] ?? `${rightPort}, ${thisVerySite}, and that nothing in between inspects TLS.`,
  }),
  QRS_UNAVAILABLE: ({ address, reason, because, accepted }: QrsUnavailableDetails) => ({
    message: `The Repository Service at ${address} tells nothing: ${reason}`,
    remedy: `Signing in does not need it, and then takes the usual cookie settings. To have the real ones, ${isUnreached(because) && accepted !== true ? 'ask for that port to be opened (4242 unless changed)' : 'mend that'}, or correct the address: "hubpass site add … --qrs".`,
  }),
} satisfies FindingTexts

/** It need not be wrong: the port of QRS is closed to many. */
const isUnreached = (code: string): boolean =>
  ['HOST_NOT_FOUND', 'CONNECTION_REFUSED', 'TIMEOUT'].includes(code)

export interface TimeoutDetails extends WithAddress {
  afterMs: number
  /** The connection was made, so that nothing on the way keeps anybody out. */
  accepted?: true
}

export interface QrsUnavailableDetails extends WithAddress, Pick<TimeoutDetails, 'accepted'> {
  reason: string
  /** The code of what was in the way. */
  because: string
}

export interface UntrustedRootDetails extends WithAddress {
  reason: string
  /** The authority that issued our certificate, and not the server's, where that was looked at. */
  ours?: string
}

export interface CertificateRejectedDetails extends WithAddress {
  alert?: number
  /** The alert in words. */
  says?: string
  /** What was seen where no alert came. */
  seen?: keyof typeof rejectionEvidence
}

const rejectionEvidence = {
  closedOnlyWithIt:
    'with it, the server closes the connection right after the TLS handshake, and without it does not',
  demandedOne:
    'with it, the server closes the connection right after the TLS handshake, and without it asks for one',
}

const tooOldCiphers =
  'Enable a current cipher suite of TLS 1.2, or TLS 1.3, on the server. The client certificate was not asked for yet.'

/** By the number of the alert (RFC 8446 §6). */
const alertRemedies: Record<number, string> = {
  40: tooOldCiphers,
  71: tooOldCiphers,
  80: 'The server had trouble of its own: look into the Windows event log (Schannel) and the log of the Qlik Sense Proxy Service.',
  112: 'The server does not go by that host name: use its own, or set it with "hubpass site add … --tls-server-name".',
}

/** `host:port` */
export interface WithAddress {
  address: string
}
