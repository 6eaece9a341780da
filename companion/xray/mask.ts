import { hideSecret } from '../qlik/http/hide-secret.ts'

/** Ids, tickets and tokens of a run. No result contains one. */
export class Secrets {
  readonly #known = new Set<string>()

  add(secret: string | undefined): void {
    if (secret !== undefined && secret.length >= minLength) this.#known.add(secret)
  }

  mask(text: string): string {
    let masked = text
    for (const secret of this.#known) masked = hideSecret(masked, secret)
    return masked
  }
}

/** A shorter text is no secret, and would hide half of every line. */
const minLength = 8
