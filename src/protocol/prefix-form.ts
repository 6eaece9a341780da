/**
 * Whether the QMC would take it: lower case and `a-z 0-9 - . _ ~` alone (docs/facts/qlik-sense.md §3.6). `.` and `..` are none: as a path
 * they would lead elsewhere.
 */
export const isValidPrefix = (text: string): boolean => /^(?!\.{1,2}$)[a-z0-9._~-]*$/.test(text)

/** What somebody may have meant who has typed it like an address. */
export const normalizePrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase()
