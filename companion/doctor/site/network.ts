import { failure, HubpassError } from '#protocol/errors'
import { newCourse } from '../../qps/course.ts'
import { failureOfTransport } from '../../qps/failures.ts'
import type { Check, Passed } from '../check.ts'
import { addressesOf } from './addresses-of.ts'
import { doorWithoutTrust, type Handshake, tryTcp, tryTls } from './socket.ts'
import type { Way } from './way.ts'

/** From the name of QPS to its certificate, one layer after the other. */
export const networkChecks = (way: Way): Check[] => [
  { id: 'dns', title: 'Host name', run: signal => checkName(way, signal) },
  { id: 'tcp', title: 'Port', needs: ['dns'], run: signal => checkPort(way, signal) },
  {
    id: 'tls',
    title: 'Server certificate',
    needs: ['tcp', 'credential'],
    run: signal => checkTls(way, signal),
  },
]

async function checkName({ site }: Way, signal: AbortSignal): Promise<Passed> {
  const door = doorWithoutTrust(site.qps)
  try {
    const addresses = await addressesOf(door.host, signal)
    return { note: `${door.host} is ${addresses.join(', ')}` }
  } catch (error) {
    throw failureOfTransport(error, door, { isOver: false, limitMs: 0, passedMs: 0 }, newCourse())
  }
}

async function checkPort({ site }: Way, signal: AbortSignal): Promise<Passed> {
  await tryTcp(doorWithoutTrust(site.qps), signal)
  return { note: `${site.qps} accepts connections` }
}

/**
 * Without our certificate first, so that what fails is the server's doing. A server that insists on one ends that handshake
 * before we know whose certificate it shows; then ours goes along.
 */
async function checkTls(way: Way, signal: AbortSignal): Promise<Passed> {
  const { transport } = await way.door()
  if (transport !== undefined) return checkThroughSystem(way, signal)
  try {
    return certificateNote(await tryTls(await way.bareDoor(), signal))
  } catch (error) {
    if (isUntrusted(error)) throw await withIssuer(way, error)
    if (!isRejection(error) && !isClosed(error)) throw error
    return checkWithOurs(way, signal, error)
  }
}

async function checkWithOurs(way: Way, signal: AbortSignal, before: unknown): Promise<Passed> {
  try {
    return certificateNote(await tryTls(await way.door(), signal))
  } catch (error) {
    // A server that refuses nobody's certificate aloud, and closes over ours, speaks TLS as well.
    if (!isRejection(error) && !(isRejection(before) && isClosed(error))) throw error
    return { note: 'it speaks TLS, and wants a client certificate before anything else' }
  }
}

/** Where only the system's TLS may use the key, it judges the server too. */
async function checkThroughSystem(way: Way, signal: AbortSignal): Promise<Passed> {
  const { error, isReached } = await way.asked(signal)
  if (error !== undefined && !isReached && !isRejection(error)) throw error
  return { note: "accepted by Windows' own TLS" }
}

/** Our own certificate and root do belong together, or the credential's check would have failed. */
async function withIssuer(way: Way, error: unknown): Promise<HubpassError> {
  const { issuer: ours } = await way.credential()
  const reason =
    error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no such issuer'
  return failure('TLS_UNTRUSTED_ROOT', { address: way.site.qps, reason, ours }, error)
}

const certificateNote = ({ protocol, names, validTo }: Handshake): Passed => ({
  note: `${protocol}, for ${names}, from the site's root, until ${validTo.slice(0, 10)}`,
})

const isCode = (code: string) => (error: unknown) => error instanceof HubpassError && error.code === code

const isRejection = isCode('TLS_CLIENT_CERTIFICATE_REJECTED')
const isClosed = isCode('CONNECTION_CLOSED')
const isUntrusted = isCode('TLS_UNTRUSTED_ROOT')
