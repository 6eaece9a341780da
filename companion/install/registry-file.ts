import type { RegistryKey } from './ground.ts'

/** Reads what `reg export` wrote: the key itself comes first, then all below it. */
export function parseRegistryFile(text: string): RegistryKey {
  const [own = '', ...below] = text.split(/^(?=\[)/m).slice(1)
  return { values: valuesIn(own), keys: below.map(nameOf) }
}

const nameOf = (section: string): string => section.slice(1, section.lastIndexOf(']', endOfLine(section)))

const endOfLine = (text: string): number => (text.includes('\n') ? text.indexOf('\n') : text.length)

const valuesIn = (section: string): Record<string, string> =>
  Object.fromEntries(
    [...section.matchAll(/^(?:@|"((?:[^"\\]|\\.)*)")=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))\r?$/gm)].map(
      ([, name = '', text = '', number]) => [
        unescaped(name),
        number === undefined ? unescaped(text) : `${Number.parseInt(number, 16)}`,
      ],
    ),
  )

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1')
