/** The time limit of a case. A wait for the rate of the plan does not count. */
export class CaseClock {
  // One signal, made by hand: AbortSignal.any takes as long as a tenth of a request.
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout
  #extraMs = 0
  #isOver = false

  constructor(
    ms: number,
    private readonly runSignal: AbortSignal,
  ) {
    if (runSignal.aborted) this.#interrupt()
    else runSignal.addEventListener('abort', this.#interrupt)
    this.#timer = this.#start(ms)
  }

  /** Is aborted at the end of the time, and with the run. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get isOver(): boolean {
    return this.#isOver
  }

  extend(ms: number): void {
    this.#extraMs += ms
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.runSignal.removeEventListener('abort', this.#interrupt)
  }

  readonly #interrupt = (): void => this.#controller.abort(this.runSignal.reason)

  #start(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const extraMs = this.#extraMs
      this.#extraMs = 0
      if (extraMs >= 1) this.#timer = this.#start(extraMs)
      else {
        this.#isOver = !this.signal.aborted
        this.#controller.abort()
      }
    }, ms)
  }
}
