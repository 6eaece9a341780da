import { type OutgoingResponse, text } from '../http/response.ts'
import type { Identity } from '../site/sessions.ts'
import type { Behaviors } from '../unverified-behaviors.ts'

/**
 * Attributes are sent in `X-Qlik-Security`, and HTTP.SYS accepts 16 KB of headers
 * (docs/facts/qlik-sense.md §1.3 and §3.3).
 */
const MAX_BYTES = 16_384

export const hasTooLargeAttributes = ({ attributes = [] }: Identity): boolean =>
  Buffer.byteLength(JSON.stringify(attributes)) > MAX_BYTES

/** Rejects a POST with too many attributes, unless the hub is configured to fail later. */
export function attributesTooLarge(
  identity: Identity,
  { attributesTooLarge }: Behaviors,
): OutgoingResponse | undefined {
  if (attributesTooLarge === 'hub400' || !hasTooLargeAttributes(identity)) return undefined
  return text(Number(attributesTooLarge), 'The attributes are too large')
}
