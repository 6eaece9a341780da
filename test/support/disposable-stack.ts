/** Disposes what a fixture has started, in reverse order, whatever fails meanwhile. */
export class AsyncDisposableStack implements AsyncDisposable {
  readonly #disposals: (() => unknown)[] = []

  defer(dispose: () => unknown): void {
    this.#disposals.push(dispose)
  }

  use<Resource extends AsyncDisposable>(resource: Resource): Resource {
    this.defer(() => resource[Symbol.asyncDispose]())
    return resource
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = []
    for (const dispose of this.#disposals.splice(0).reverse()) {
      try {
        await dispose()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'))
  }
}
