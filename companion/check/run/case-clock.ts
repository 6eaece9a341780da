/** The time limit of a case. A wait for the rate of the plan does not count. */
export class CaseClock {
  readonly #controller = new AbortController()
  readonly signal: AbortSignal
  #timer: NodeJS.Timeout
  #extraMs = 0

  constructor(ms: number, runSignal: AbortSignal) {
    this.signal = AbortSignal.any([runSignal, this.#controller.signal])
    this.#timer = this.#start(ms)
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted
  }

  extend(ms: number): void {
    this.#extraMs += ms
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #start(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const extraMs = this.#extraMs
      this.#extraMs = 0
      if (extraMs >= 1) this.#timer = this.#start(extraMs)
      else this.#controller.abort()
    }, ms)
  }
}
