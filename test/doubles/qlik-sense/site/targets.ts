import { randomUUID } from 'node:crypto'

/** Where users wanted to go when the proxy sent them to log in, under the `targetId` that it gave them (docs/facts/qlik-sense.md §3.2). */
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
