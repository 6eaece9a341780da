import type { Attribute } from '#protocol/identity'
import { lowercaseKeys } from '../http/json.ts'

/** Returns one object per attribute, so that names may repeat (docs/facts/qlik-sense.md §1.3). */
export const attributesToWire = (attributes: readonly Attribute[]): Record<string, string>[] =>
  attributes.map(({ name, value }) => ({ [name]: value }))

/**
 * Returns the attributes of a response. Their shape is not known (docs/facts/qlik-sense.md,
 * Unknown 8): as they were posted, or with `Name` and `Value`. Leaves out anything else.
 */
export const attributesFromWire = (received: unknown): Attribute[] =>
  Array.isArray(received) ? received.flatMap(toAttributes) : []

function toAttributes(item: unknown): Attribute[] {
  const keys = lowercaseKeys(item)
  if (typeof item !== 'object' || item === null || keys === undefined) return []
  if (typeof keys.name === 'string' && typeof keys.value === 'string' && Object.keys(keys).length === 2)
    return [{ name: keys.name, value: keys.value }]
  return Object.entries(item).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []))
}
