import type { FindingTexts } from './text.ts'

/** On the way to Qlik Sense. Causes as Node reports them: peers-and-platform-facts §3.3, qlik-sense-facts §5.4. */
export const networkFindings = {
  HOST_NOT_FOUND: ({ address }: To) => ({
    message: `No address is known for the host of ${address}.`,
    remedy: "Check the site's host name, your DNS and your VPN.",
  }),
  CONNECTION_REFUSED: ({ address }: To) => ({
    message: `Nothing answers at ${address}.`,
    remedy:
      'Check that the Qlik Sense Proxy Service runs and that the firewall lets you reach this port (4243 unless changed in the QMC).',
  }),
  CONNECTION_CLOSED: ({ address }: To) => ({
    message: `${address} closed the connection in the middle of the exchange.`,
    remedy:
      'Check that this is the REST API port of the Qlik Sense Proxy Service (4243) and that the client certificate comes from this site.',
  }),
  TIMEOUT: ({ address, afterMs }: To & { afterMs: number }) => ({
    message: `${address} did not answer within ${afterMs / 1000} seconds.`,
    remedy: 'Check VPN and firewall: a port that is filtered looks like this.',
  }),
  NOT_TLS: ({ address }: To) => ({
    message: `${address} does not speak TLS.`,
    remedy: 'Correct the port: QPS listens on 4243 with TLS.',
  }),
  TLS_UNTRUSTED_ROOT: ({ address, reason }: To & { reason: string }) => ({
    message: `The certificate of ${address} was not issued by the root of this site (${reason}).`,
    remedy: 'Use the root.pem exported from this very site.',
  }),
  TLS_NAME_MISMATCH: ({ address, names, wanted }: To & { wanted: string; names: string }) => ({
    message: `The certificate of ${address} is for ${names}, not for ${wanted}.`,
    remedy: 'Use that name for the host, or set it with "hubpass site add … --tls-server-name".',
  }),
  TLS_SERVER_CERTIFICATE_EXPIRED: ({ address }: To) => ({
    message: `The server certificate of ${address} has expired or is not valid yet.`,
    remedy: 'Renew the certificates of the Qlik Sense site; check the clock of this machine.',
  }),
  TLS_WRONG_PURPOSE: ({ address }: To) => ({
    message: `The certificate of ${address} is not meant for a server.`,
    remedy: 'Have the Qlik Sense service certificates of this site recreated.',
  }),
  TLS_CLIENT_CERTIFICATE_REJECTED: ({ address }: To) => ({
    message: `${address} refused the client certificate.`,
    remedy: 'Export the client certificate from the QMC of this very site.',
  }),
  TLS_VERSION: ({ address }: To) => ({
    message: `${address} and this machine have no TLS version in common.`,
    remedy: 'Enable TLS 1.2 or later on the server.',
  }),
} satisfies FindingTexts

/** `host:port` */
export interface To {
  address: string
}
