/** Formats a count, like `1 site` or `2 sites`. Pass the plural unless it only adds an s. */
export const pluralize = (count: number | 'no', one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/**
 * Replaces control characters, so that text from users, servers and files cannot control the
 * terminal.
 */
export const stripControlCharacters = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
