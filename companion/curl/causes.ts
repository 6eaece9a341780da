import type { HubpassError } from '#protocol/errors'
import { notHttp } from '../qps/unusable.ts'
import type { CurlEnd } from './end.ts'
import {
  alerted,
  at,
  closed,
  handshakeFailed,
  nameMismatch,
  noCertificate,
  noKey,
  noRoot,
  rejected,
  timedOut,
  untrusted,
} from './trouble.ts'

interface Cause {
  exits: number[]
  says?: RegExp
  make: (end: CurlEnd) => HubpassError
}

const handshake = [35, 51, 60]
const connection = [18, 35, 52, 55, 56]

/** The first that fits. */
export const causes: readonly Cause[] = [
  { exits: [6], make: at('HOST_NOT_FOUND') },
  { exits: [7], make: at('CONNECTION_REFUSED') },
  { exits: [28], make: timedOut },
  { exits: [58], make: noCertificate },
  { exits: [77], make: noRoot },
  // A server's alert about our certificate first: its words are like those about the server's own.
  { exits: connection, says: /\balert\b|unrecognized name/i, make: alerted },
  {
    exits: handshake,
    says: /does not match|no alternative certificate subject name|WRONG_PRINCIPAL|CN_NO_MATCH/i,
    make: nameMismatch,
  },
  { exits: handshake, says: /expired|not yet valid/i, make: at('TLS_SERVER_CERTIFICATE_EXPIRED') },
  { exits: handshake, says: /certificate purpose|WRONG_USAGE/i, make: at('TLS_WRONG_PURPOSE') },
  { exits: [60], make: untrusted },
  { exits: handshake, says: /UNTRUSTED_?ROOT|certificate verify failed/i, make: untrusted },
  {
    exits: [35],
    says: /protocol version|unsupported protocol|UNSUPPORTED_FUNCTION|ALGORITHM_MISMATCH/i,
    make: at('TLS_VERSION'),
  },
  {
    exits: [35],
    says: /wrong version number|packet length too long|http request|SEC_E_INVALID_TOKEN/i,
    make: at('NOT_TLS'),
  },
  { exits: connection, says: /SEC_E_ILLEGAL_MESSAGE/i, make: handshakeFailed },
  { exits: connection, says: /SEC_E_NO_CREDENTIALS|UNKNOWN_CREDENTIALS/i, make: noKey },
  { exits: connection, says: /SEC_E_CERT_UNKNOWN|INCOMPLETE_CREDENTIALS/i, make: rejected },
  { exits: connection, make: closed },
  { exits: [1, 8], make: ({ door: { address } }) => notHttp(address) },
]
