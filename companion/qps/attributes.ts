import type { Attribute } from '#protocol/identity'

/** One object per attribute, so that names may repeat (qlik-sense-facts §1.3). */
export const attributesToWire = (attributes: readonly Attribute[]): Record<string, string>[] =>
  attributes.map(({ name, value }) => ({ [name]: value }))
