import type { Path } from './nodes.ts'
import type { YamlText } from './parse.ts'

/** Calls back for each key of a document, with its path. */
export function visitKeys(text: YamlText, onKey: (key: string, path: Path) => void): void {
  const walk = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) walk(each, [...path, index])
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) {
        onKey(key, [...path, key])
        walk(each, [...path, key])
      }
  }
  walk(text.value, [])
}
