/**
 * Writes a line to standard error. Ignores failures: the program that reads it may have ended, and
 * there is no other place to report them.
 */
export function warn(line: string): void {
  process.stderr.write(`${line}\n`)
}
