/** What a command gives: the result for `--json`, and the same for people. */
export interface Outcome {
  result: unknown
  text: string
}
