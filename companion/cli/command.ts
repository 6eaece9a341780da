/** The result of a command: data for `--json`, and the same as text. */
export interface CommandOutput {
  result: unknown
  text: string
  /** Whether the text has colors. Each part of it must be clean already. */
  isColored?: boolean
  /** 0 by default; 1 if the command worked and its answer is no. */
  exitCode?: number
}

/** Turns the work of a command into a commander action that passes its output on for printing. */
export type ActionAdapter = <Args extends unknown[]>(
  work: (...args: Args) => CommandOutput | Promise<CommandOutput>,
) => (...args: Args) => Promise<void>
