import type { RegistryKey, RegistryValues } from './ground.ts'

/** Reads what `reg export` wrote: the key itself comes first, then all below it. */
export function parseRegistryFile(text: string): RegistryKey {
  const [own = '', ...below] = text.split(/^(?=\[)/m).slice(1)
  const start = keyIn(own).length + 1
  return {
    values: valuesIn(own),
    below: Object.fromEntries(below.map(section => [keyIn(section).slice(start), valuesIn(section)])),
  }
}

const keyIn = (section: string): string => /^\[(.*)\]/.exec(section)?.[1] ?? ''

const valuesIn = (section: string): RegistryValues =>
  Object.fromEntries(
    [...section.matchAll(/^(?:@|"((?:[^"\\]|\\.)*)")=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))\r?$/gm)].map(
      ([, name = '', text = '', number]) => [
        unescaped(name),
        number === undefined ? unescaped(text) : `${Number.parseInt(number, 16)}`,
      ],
    ),
  )

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1')
