/** A text in a source file, its values as `$1` to `$9`, and what stands before it. */
export interface Literal {
  text: string
  before: string
}

/** Every quoted text of TypeScript without comments. */
export function literalsIn(source: string): Literal[] {
  // A pattern may hold any quotation mark.
  const code = source.replace(/\/\^.*?[^\\[]\/(?=[a-z]*[.,)\]\s])/g, '/^/')
  const found: Literal[] = []
  for (let at = 0; at < code.length; at += 1) {
    if (!/['"`]/.test(code.charAt(at))) continue
    const end = endOf(code, at)
    found.push({ text: textOf(code.slice(at + 1, end)), before: code.slice(Math.max(0, at - 300), at) })
    at = end
  }
  return found
}

function endOf(code: string, start: number): number {
  const quote = code.charAt(start)
  let depth = 0
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1
    else if (quote === '`' && code.startsWith('${', at)) depth += 1
    else if (depth > 0 && code[at] === '}') depth -= 1
    else if (depth === 0 && code[at] === quote) return at
  }
  return code.length
}

function textOf(raw: string): string {
  let place = 0
  const text = raw.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `$${++place}`)
  return text.replace(/\\(.)/g, '$1')
}
