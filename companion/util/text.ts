import { isPrintableAscii } from '#protocol/text'

/** Formats a count, like `1 site` or `2 sites`. Pass the plural unless it only adds an s. */
export const pluralize = (count: number | 'no', one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/**
 * Replaces control characters in one line of text, so that text from users, servers and files can
 * neither control the terminal nor add a line.
 */
export const stripControlCharacters = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')

/** Does the same for text of several lines. */
export const cleanText = (text: string): string =>
  isPrintableAscii(text)
    ? text
    : text.replaceAll('\r\n', '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
