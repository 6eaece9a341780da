import { inEnglish } from '#messages/checks/english'
import type { Message } from '#messages/message'
/** Thrown where a question has no clear answer, so that no check has to guess. */
export class Unclear extends Error {
  constructor(
    readonly reason: Message,
    readonly evidence: readonly string[] = [],
  ) {
    super(inEnglish(reason))
  }
}

/** Resolves with undefined where there is no clear answer, for a question that can do without. */
export async function ifClear<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Unclear) return undefined
    throw error
  }
}
