import { randomUUID } from 'node:crypto'

/**
 * The requested addresses of users who were sent to the login, by `targetId`
 * (docs/facts/qlik-sense.md §3.2).
 */
export class Targets {
  readonly #held = new Map<string, string>()

  remember(uri: string): string {
    const targetId = randomUUID()
    this.#held.set(targetId, uri)
    return targetId
  }

  find(targetId: string): string | undefined {
    return this.#held.get(targetId)
  }
}
