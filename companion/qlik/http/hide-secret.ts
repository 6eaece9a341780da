/** A secret that was encoded more often than this is no longer looked for. */
const maxDecodings = 3

/**
 * Replaces a secret in the text of a server, also if the server has encoded it: in percent, as
 * character references or escapes, in hexadecimal, or in Base64, alone or inside a longer text.
 */
export function hideSecret(text: string, secret: string): string {
  if (secret === '') return text
  const forms = toPattern([secret, Buffer.from(secret).toString('hex'), ...toBase64Forms(secret)])
  let hidden = text.replace(forms, '…')
  let decoded = hidden
  for (let count = 0; count < maxDecodings; count += 1) {
    decoded = decode(decoded)
    const found = decoded.replace(forms, '…')
    // Without the secret, the text stays as the server wrote it.
    if (found !== decoded) hidden = decoded = found
  }
  return hidden
}

const toPattern = (forms: readonly string[]): RegExp =>
  new RegExp(forms.map(form => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gi')

/**
 * Returns the secret in Base64 and Base64url for each of the three places where it can begin in a
 * longer text, without the digits that also depend on its neighbors.
 */
function toBase64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return (['base64', 'base64url'] as const).flatMap(encoding =>
    [0, 1, 2].map(offset =>
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)),
    ),
  )
}

/** Decodes `%41`, `&#65;`, `&#x41;`, `\u0041` and `\x41`, and the named references of markup. */
const decode = (text: string): string =>
  text
    .replace(/%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi, (_, ...groups) =>
      toCharacter(Number.parseInt(groups.slice(0, 4).find(Boolean), 16)),
    )
    .replace(/&#(\d{1,7});/g, (_, code: string) => toCharacter(Number(code)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => namedCharacters[name] ?? '')
    .replace(/\\(["\\/])/g, '$1')

const toCharacter = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

const namedCharacters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
