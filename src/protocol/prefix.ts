import { failure } from './errors.ts'

/**
 * A virtual proxy's prefix; the empty one is the default virtual proxy.
 * Throws BAD_REQUEST for what the QMC would not take: lower case and `a-z 0-9 - . _ ~` alone (qlik-sense-facts §3.6).
 * `.` and `..` are refused too: as a path they would lead elsewhere.
 */
export function expectPrefix(received: string): string {
  if (/^[a-z0-9._~-]*$/.test(received) && !/^\.{1,2}$/.test(received)) return received
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
  return /^[a-z0-9_~-][a-z0-9._~-]*$/.test(meant) ? `${rule}; perhaps "${meant}"` : rule
}
