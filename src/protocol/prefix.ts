import { failure } from './errors.ts'

/**
 * Whether the QMC would take it: lower case and `a-z 0-9 - . _ ~` alone (qlik-sense-facts §3.6). `.` and `..` are none: as a path
 * they would lead elsewhere.
 */
export const isPrefix = (text: string): boolean => /^(?!\.{1,2}$)[a-z0-9._~-]*$/.test(text)

/** A virtual proxy's prefix; the empty one is the default virtual proxy. Throws BAD_REQUEST. */
export function expectPrefix(received: string): string {
  if (isPrefix(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Virtual proxy prefix',
    received,
    expected: expectedInsteadOf(received),
  })
}

function expectedInsteadOf(received: string): string {
  const meant = received
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase()
  const rule = 'a prefix of lower-case letters, digits and - . _ ~, or none for the default virtual proxy'
  return meant !== '' && isPrefix(meant) ? `${rule}; perhaps "${meant}"` : rule
}
