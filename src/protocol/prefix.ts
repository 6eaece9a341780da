import { failure } from './errors.ts'
import { isValidPrefix, normalizePrefix } from './prefix-form.ts'

/** A virtual proxy's prefix; the empty one is the default virtual proxy. Throws BAD_REQUEST. */
export function parsePrefix(received: string): string {
  if (isValidPrefix(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Virtual proxy prefix',
    received,
    expected: describeExpectedPrefix(received),
  })
}

function describeExpectedPrefix(received: string): string {
  const suggestion = normalizePrefix(received)
  const rule = 'a prefix of lower-case letters, digits and - . _ ~, or none for the default virtual proxy'
  return suggestion !== '' && isValidPrefix(suggestion) ? `${rule}; perhaps "${suggestion}"` : rule
}
