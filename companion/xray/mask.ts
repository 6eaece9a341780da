import { createHider } from '../qlik/http/hide-secret.ts'

/** Ids, tickets and tokens of a run. No result contains one. */
export class Secrets {
  readonly #hiders = new Map<string, (text: string) => string>()

  add(secret: string | undefined): void {
    if (secret !== undefined && secret.length >= minLength && !this.#hiders.has(secret))
      this.#hiders.set(secret, createHider(secret))
  }

  mask(text: string): string {
    return [...this.#hiders.values()].reduce((masked, hide) => hide(masked), text)
  }
}

/** A shorter text is no secret, and would hide half of every line. */
const minLength = 8
