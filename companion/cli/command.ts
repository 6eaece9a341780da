/** What a command gives: the result for `--json`, and the same for people. */
export interface CommandOutput {
  result: unknown
  text: string
  /** 0 unless told: 1 where the command worked and its verdict is no. */
  exitCode?: number
}
