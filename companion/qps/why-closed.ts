import { failure, type HubpassError } from '#protocol/errors'
import type { Seen } from './bare-handshake.ts'
import type { Course } from './course.ts'
import type { Door } from './exchange.ts'

/**
 * A server that closes a new connection without a word, once it may have our certificate: Node's own servers refuse one like
 * that, and others close for any other reason (peers-and-platform-facts §3.3). Two more handshakes on which nothing is asked,
 * one with our certificate and one without, tell them apart. `told` is what is thrown where they cannot.
 */
export async function whyClosed(told: HubpassError, { door, course, signal }: Ended): Promise<HubpassError> {
  const { withoutCertificate } = door
  if (!isUnexplained(told, course) || withoutCertificate === undefined || signal.aborted) return told
  const { bareHandshake } = await import('./bare-handshake.ts')
  const [ours, none] = await Promise.all([
    bareHandshake(door, door.secureContext, signal),
    bareHandshake(door, withoutCertificate(), signal),
  ])
  const verdict = verdicts.find(each => each.ours === ours && (each.none?.includes(none) ?? true))
  return verdict?.make(door.address, course) ?? told
}

/** An exchange that has failed. */
export interface Ended {
  door: Door
  course: Course
  /** Ends the looking as well. */
  signal: AbortSignal
}

const isUnexplained = ({ code }: HubpassError, { isKept, stage }: Course): boolean =>
  code === 'CONNECTION_CLOSED' && !isKept && (stage === 'agreed' || stage === 'secured')

interface Verdict {
  /** What the server does to a connection with our certificate. */
  ours: Seen
  /** And to one without; whatever it is when absent. */
  none?: Seen[]
  make: (address: string, course: Course) => HubpassError | undefined
}

const verdicts: Verdict[] = [
  { ours: 'wantsCertificate', make: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }) },
  { ours: 'stands', make: closedOnRequest },
  {
    ours: 'closed',
    none: ['stands'],
    make: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'closedOnlyWithIt' }),
  },
  {
    ours: 'closed',
    none: ['wantsCertificate'],
    make: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'demandedOne' }),
  },
  {
    ours: 'closed',
    none: ['closed'],
    make: address => failure('CONNECTION_CLOSED', { address, when: 'always' }),
  },
]

/** A handshake that succeeds now and did not before explains nothing. */
function closedOnRequest(address: string, { stage }: Course): HubpassError | undefined {
  return stage === 'secured' ? failure('CONNECTION_CLOSED', { address, when: 'onRequest' }) : undefined
}
