/** A text in a source file, its values as `$1` to `$9`, and what stands before it. */
export interface StringLiteral {
  text: string
  precedingCode: string
}

/** Every quoted text of TypeScript without comments. */
export function findStringLiterals(source: string): StringLiteral[] {
  // A pattern may hold any quotation mark.
  const code = source.replace(/\/\^.*?[^\\[]\/(?=[a-z]*[.,)\]\s])/g, '/^/')
  const found: StringLiteral[] = []
  for (let index = 0; index < code.length; index += 1) {
    if (!/['"`]/.test(code.charAt(index))) continue
    const end = findLiteralEnd(code, index)
    found.push({
      text: toLiteralText(code.slice(index + 1, end)),
      precedingCode: code.slice(Math.max(0, index - 300), index),
    })
    index = end
  }
  return found
}

function findLiteralEnd(code: string, start: number): number {
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

function toLiteralText(raw: string): string {
  let index = 0
  const text = raw.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `$${++index}`)
  return text.replace(/\\(.)/g, '$1')
}
