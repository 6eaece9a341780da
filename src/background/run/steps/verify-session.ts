import { type Message, message } from '#messages/message'
import type { CommandResult } from '#protocol/commands'
import { findAccessFinding } from '#protocol/findings/access-finding'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { Attribute } from '#protocol/identity'
import { withTimeout } from '../../async/with-timeout.ts'
import { verifyTimeoutMs } from '../../timeouts.ts'
import type { RunRecord } from '../run-state.ts'
import type { StepContext } from './step.ts'

type SessionFacts = CommandResult<'verifySession'>

/** Asks Qlik Sense what it holds of the session. Returns nothing if it does not tell in time. */
export function fetchSessionFacts({ record, companion, signal }: StepContext): Promise<SessionFacts> {
  const { request, virtualProxy } = record()
  const { site, prefix, sessionId, identity } = request
  const { userDirectory, userId } = identity
  const user = { userDirectory, userId }
  // A closed QRS would cost time again.
  const asksQrs = virtualProxy?.settings !== undefined
  return withTimeout(verifyTimeoutMs, signal, async limit =>
    (await companion()).request('verifySession', { site, prefix, sessionId, user, asksQrs }, limit),
  ).catch(() => ({})) // An older companion does not know the command.
}

/** Describes the attributes that were asked for, and nothing if none were. */
export function describeAttributes(
  { request }: RunRecord,
  { attributes: received }: SessionFacts,
): { note: Message[] | undefined; warnings: Finding[] } {
  const expected = formatAttributes(request.identity.attributes)
  if (expected === '') return { note: undefined, warnings: [] }
  const confirmed = message('step.identity.meaning')
  if (received === undefined)
    return { note: [confirmed, message('note.attributesNotTold', { attributes: expected })], warnings: [] }
  if (isSameSet(request.identity.attributes, received))
    return { note: [confirmed, message('note.attributesAsAsked', { attributes: expected })], warnings: [] }
  const details = { expected, received: formatAttributes(received) }
  return { note: [confirmed], warnings: [findingOf('ATTRIBUTES_DIFFER', details)] }
}

/** Warns if QRS tells why Qlik Sense refuses the user. An older companion knows only of the access pass. */
export function checkAccess(
  { request: { identity } }: RunRecord,
  { access, hasAccessPass }: SessionFacts,
): Finding[] {
  const known = access ?? { hasAccess: hasAccessPass, access: [], undecided: {} }
  const finding = findAccessFinding(identity, known)
  return finding === undefined ? [] : [finding]
}

const formatAttributes = (attributes: readonly Attribute[]): string =>
  attributes.map(({ name, value }) => `${name}=${value}`).join(', ')

/** Ignores the order, because Qlik Sense promises none. */
const isSameSet = (one: readonly Attribute[], other: readonly Attribute[]): boolean =>
  formatAttributes(one.toSorted(compare)) === formatAttributes(other.toSorted(compare))

const compare = (one: Attribute, other: Attribute): number =>
  `${one.name}=${one.value}` < `${other.name}=${other.value}` ? -1 : 1
