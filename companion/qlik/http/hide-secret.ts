/** A secret that was encoded more often than this is no longer looked for. */
const maxDecodings = 3

/**
 * Replaces a secret in the text of a server, also if the server has encoded it: in percent, as
 * character references or escapes, in hexadecimal, or in Base64, alone or inside a longer text.
 */
export const hideSecret = (text: string, secret: string): string => createHider([secret])(text)

/** Returns {@link hideSecret} for several secrets and many texts. */
export function createHider(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter(secret => secret !== '')
  if (known.length === 0) return text => text
  const forms = known.flatMap(listForms)
  const capitals = forms.map(form => form.toUpperCase())
  const run = toRunPattern(known, forms)
  const hide = (text: string): string => {
    // Most texts have no run of such characters. A pattern of all forms would take longest to compile.
    if (!run.test(text)) return text
    const inCapitals = text.toUpperCase()
    const found = forms.filter((_, at) => inCapitals.includes(capitals[at] ?? ''))
    return found.length === 0 ? text : text.replace(toPattern(found), '…')
  }
  return text => {
    const hidden = hide(text)
    return encoded.test(hidden)
      ? decoders.reduce((found, decode) => hideDecoded(found, decode, hide), hidden)
      : hidden
  }
}

/** What every encoding below has. */
const encoded = /[%&\\]/

/** Without the secret, the text stays as the server wrote it. */
function hideDecoded(text: string, decode: (text: string) => string, hide: (text: string) => string): string {
  let hidden = text
  let decoded = text
  for (let count = 0; count < maxDecodings; count += 1) {
    const next = decode(decoded)
    if (next === decoded) break
    decoded = next
    const found = hide(decoded)
    if (found !== decoded) hidden = decoded = found
  }
  return hidden
}

/** A longer form comes before one that it begins with, which would leave the rest. */
const toPattern = (forms: readonly string[]): RegExp =>
  new RegExp(
    forms
      .toSorted((a, b) => b.length - a.length)
      .map(escapePattern)
      .join('|'),
    'gi',
  )

/** Matches as many characters in a row that a form may have as the shortest form has. */
function toRunPattern(secrets: readonly string[], forms: readonly string[]): RegExp {
  const characters = [...new Set(secrets.join(''))].map(escapePattern).join('')
  const length = Math.min(...forms.map(form => form.length))
  return new RegExp(`[a-z0-9+/_${characters}-]{${length}}`, 'i')
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const listForms = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('hex'),
  ...toBase64Forms(secret),
]

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

/** `%41` */
const decodePercent = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => toCharacter(Number.parseInt(code, 16)))

/** `&#65;`, `&#x41;` and the named references */
const decodeReferences = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => toCharacter(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_, code: string) => toCharacter(Number(code)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => namedCharacters[name] ?? '')

/** `\u0041`, `\x41` and `\"` */
const decodeEscapes = (text: string): string =>
  text
    .replace(/\\(?:u00|x)([0-9a-f]{2})/gi, (_, code: string) => toCharacter(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, '$1')

/** One after the other, and all at once. The secret itself may look encoded. */
const decoders = [
  decodePercent,
  decodeReferences,
  decodeEscapes,
  (text: string) => decodeEscapes(decodeReferences(decodePercent(text))),
]

const toCharacter = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

const namedCharacters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
