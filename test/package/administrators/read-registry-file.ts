/** Reads a file of regedit: the text values of each key. Throws for a line that regedit would not read. */
export function readRegistryFile(
  content: Uint8Array = Buffer.from(''),
): Record<string, Record<string, string>> {
  const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(content)
  const [head, ...lines] = text.split('\r\n')
  if (head !== '\uFEFFWindows Registry Editor Version 5.00') throw new Error(`Unexpected first line: ${head}`)
  const keys: Record<string, Record<string, string>> = {}
  let values: Record<string, string> = {}
  for (const line of lines) {
    const [, key] = /^\[(HKEY_\w+\\.+)\]$/.exec(line) ?? []
    const [, name = '', value] = /^"((?:[^"\\]|\\.)+)"="((?:[^"\\]|\\.)*)"$/.exec(line) ?? []
    if (key !== undefined) keys[key] = values = {}
    else if (value !== undefined) values[unescapeText(name)] = unescapeText(value)
    else if (line !== '') throw new Error(`Unexpected line: ${line}`)
  }
  return keys
}

const unescapeText = (text: string): string => text.replace(/\\(.)/g, '$1')
