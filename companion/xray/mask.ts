import type { Text, Value } from '#messages/message'
import { createHider } from '../qlik/http/hide-secret.ts'

/** Ids, tickets and tokens of a run. No result contains one. */
export class Secrets {
  readonly #secrets = new Set<string>()
  #hide: ((text: string) => string) | undefined

  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < minLength) return
    this.#secrets.add(secret)
    this.#hide = undefined
  }

  mask(text: string): string {
    this.#hide ??= createHider([...this.#secrets])
    return this.#hide(text)
  }

  /** Masks a text and everything that it quotes. */
  maskText(text: Text): Text {
    if (typeof text === 'string') return this.mask(text)
    const values = Object.entries(text.values).map(([name, value]) => [name, this.#maskValue(value)])
    return { ...text, values: Object.fromEntries(values) }
  }

  #maskValue(value: Value): Value {
    if (typeof value === 'number') return value
    return typeof value === 'string' || 'id' in value
      ? this.maskText(value)
      : value.map(each => this.#maskValue(each))
  }
}

/** A shorter text is no secret, and would hide half of every line. */
const minLength = 8
