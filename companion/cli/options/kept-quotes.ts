import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'

/**
 * Throws BAD_REQUEST if a value still has the quotation marks in which it was typed: cmd removes
 * only double quotes, no shell removes typographic ones. cmd also splits such a value at its
 * spaces, so that its two marks are in different arguments. Does not repeat the value, which may be
 * a session id.
 */
export function assertQuotesRemoved(args: readonly string[]): void {
  const start = args.findIndex(arg => openingMark.test(toValue(arg)))
  const mark = openingMark.exec(toValue(args[start] ?? ''))?.[0]
  if (mark === undefined || !args.slice(start).some(arg => closingMark.test(toValue(arg)))) return
  throw failure('BAD_REQUEST', {
    field: nameArgument(args, start),
    received: '(not shown)',
    expected: 'double quotes, which every shell removes, for example "DOMAIN\\User1"',
    problem: `the shell did not remove the quotation mark ${quote(mark)} around the value`,
  })
}

const openingMark = /^[\p{Quotation_Mark}`´](?=.)/su
const closingMark = /.[\p{Quotation_Mark}`´]$/su

/** Returns the value of `--name=value`, or the argument itself. */
const toValue = (arg: string): string => arg.replace(/^--[\w-]+=/, '')

/** Returns the name of the option to which a value most likely belongs. */
function nameArgument(args: readonly string[], index: number): string {
  const [, name] = /^(--[\w-]+)=/.exec(args[index] ?? '') ?? []
  const before = args[index - 1] ?? ''
  return name ?? (before.startsWith('--') ? before : 'Argument')
}
