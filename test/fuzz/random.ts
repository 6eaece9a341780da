/** Random numbers that depend only on their seeds (mulberry32), so that every frame can be made again. */
export class Random {
  #state: number

  constructor(...seeds: number[]) {
    this.#state = seeds.reduce((state, seed) => Math.imul(state ^ seed, 0x9e3779b1) + 0x6d2b79f5, 1)
  }

  /** Returns a number from 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** Returns a whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick')
    return item
  }

  /** Picks an item as often as its weight says. */
  pickWeighted<Item>(items: readonly (readonly [number, Item])[]): Item {
    let rest = this.next() * items.reduce((sum, [weight]) => sum + weight, 0)
    const chosen = items.find(([weight]) => {
      rest -= weight
      return rest < 0
    })
    if (chosen === undefined) throw new Error('nothing to pick')
    return chosen[1]
  }
}
