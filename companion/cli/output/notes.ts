import { breakLogCommands } from '../../util/log-commands.ts'

let isQuiet = false

/** Leaves out all notes from now on. */
export function silenceNotes(): void {
  isQuiet = true
}

/** Writes a warning or a note to standard error, unless the user wants none. */
export function writeNote(text: string): void {
  if (!isQuiet) process.stderr.write(breakLogCommands(text))
}

/** Returns a hint about the next step, or nothing for a user who wants no notes. */
export const formatHint = (hint: string): string => (isQuiet ? '' : hint)
