import type { Attribute } from '#protocol/identity'

/** Formats attributes for a text field, one `name=value` a line. */
export const formatAttributeLines = (attributes: readonly Attribute[]): string =>
  attributes.map(({ name, value }) => `${name}=${value}`).join('\n')

/** Parses what a tester typed. A line without an equals sign is a name without a value. */
export const parseAttributeLines = (text: string): Attribute[] =>
  text
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(line => {
      const end = line.indexOf('=')
      return end < 0 ? { name: line, value: '' } : { name: line.slice(0, end), value: line.slice(end + 1) }
    })
