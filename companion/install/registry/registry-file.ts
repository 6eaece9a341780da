import type { RegistryKey, RegistryValues } from '../system.ts'

/** Parses the output of `reg export`: the key itself comes first, then its subkeys. */
export function parseRegistryFile(text: string): RegistryKey {
  const [ownSection = '', ...subsections] = text.split(/^(?=\[)/m).slice(1)
  const start = parseKeyName(ownSection).length + 1
  return {
    values: parseValues(ownSection),
    subkeys: Object.fromEntries(
      subsections.map(section => [parseKeyName(section).slice(start), parseValues(section)]),
    ),
  }
}

const parseKeyName = (section: string): string => /^\[(.*)\]/.exec(section)?.[1] ?? ''

const parseValues = (section: string): RegistryValues =>
  Object.fromEntries(
    [...section.matchAll(/^(?:@|"((?:[^"\\]|\\.)*)")=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))\r?$/gm)].map(
      ([, name = '', text = '', number]) => [
        unescapeText(name),
        number === undefined ? unescapeText(text) : `${Number.parseInt(number, 16)}`,
      ],
    ),
  )

const unescapeText = (text: string): string => text.replace(/\\(.)/g, '$1')
