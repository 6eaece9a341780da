/** Thrown where a question has no clear answer, so that no check has to guess. */
export class Unclear extends Error {
  constructor(
    readonly reason: string,
    readonly evidence: readonly string[] = [],
  ) {
    super(reason)
  }
}
