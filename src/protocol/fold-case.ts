/**
 * Removes the difference of case as .NET does in StringComparison.OrdinalIgnoreCase: each character
 * becomes its upper case, which is one character, and none outside ASCII becomes an ASCII letter
 * (dotnet/runtime issue 32247 and pull request 55520). So U+212A (Kelvin) is no K, U+017F (long s)
 * no S, neither U+0130 nor U+0131 an I, and `ß` not `SS`. Does not normalize: composed and
 * decomposed letters differ, and names are sent as they were typed. To normalize them could allow, or
 * sign in, a user that nobody named.
 *
 * How Qlik Sense, a .NET program, compares names is not known (docs/facts/qlik-sense.md, Unknown
 * 21). This is the narrowest folding that covers ASCII: it never takes another user for the right
 * one.
 */
export const foldCase = (text: string): string =>
  // Most names are ASCII, for which the upper case of the language is the same.
  /^\p{ASCII}*$/u.test(text) ? text.toUpperCase() : text.replace(/[a-z]+|\P{ASCII}/gu, toSimpleUpperCase)

function toSimpleUpperCase(part: string): string {
  const upper = part.toUpperCase()
  return upper.length === part.length && isAscii(upper) === isAscii(part) ? upper : part
}

const isAscii = (text: string): boolean => text.charCodeAt(0) < 128
