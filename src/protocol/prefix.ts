import { failure } from './errors.ts'
import { isPrefix, meantPrefix } from './prefix-form.ts'

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
  const meant = meantPrefix(received)
  const rule = 'a prefix of lower-case letters, digits and - . _ ~, or none for the default virtual proxy'
  return meant !== '' && isPrefix(meant) ? `${rule}; perhaps "${meant}"` : rule
}
