/** `1 site`, `2 sites`; the plural is told where it is more than an s. */
export const pluralize = (count: number | 'no', one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
