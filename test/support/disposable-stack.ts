/** Disposes what a fixture has started, in reverse order, whatever fails meanwhile. */
export class AsyncDisposableStack implements AsyncDisposable {
  readonly #ends: (() => unknown)[] = []

  defer(end: () => unknown): void {
    this.#ends.push(end)
  }

  use<Thing extends AsyncDisposable>(thing: Thing): Thing {
    this.defer(() => thing[Symbol.asyncDispose]())
    return thing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = []
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        await end()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'))
  }
}
