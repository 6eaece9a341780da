import * as v from 'valibot'
import { quoteArgument, type Shell } from './quote-shell.ts'

/** The words with which a terminal starts the companion's command line: a program, and its script if Node runs it. */
export const InvocationSchema = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,1024}$/u))),
  v.minLength(1),
  v.maxLength(4),
)

/** Formats words as a line for a terminal. PowerShell needs the call operator to run a quoted program. */
export function formatCommandLine(words: readonly string[], shell: Shell): string {
  const line = words.map(word => quoteArgument(word, shell)).join(' ')
  return shell === 'powershell' && line.startsWith("'") ? `& ${line}` : line
}
