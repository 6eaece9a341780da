/**
 * Ends one request at its deadline, or when its caller cancels. An abort signal for each request would take a
 * tenth of its time.
 */
export class RequestStop {
  readonly #timer: NodeJS.Timeout
  #listener: ((reason: unknown) => void) | undefined
  #isStopped = false
  #reason: unknown
  #isDeadlineExceeded = false

  constructor(
    private readonly signal: AbortSignal,
    timeoutMs: number,
  ) {
    this.#timer = setTimeout(() => {
      this.#isDeadlineExceeded = !this.#isStopped
      this.#stop(new DOMException('the deadline of the request', 'TimeoutError'))
    }, timeoutMs)
    if (signal.aborted) this.#cancel()
    else signal.addEventListener('abort', this.#cancel)
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  get isDeadlineExceeded(): boolean {
    return this.#isDeadlineExceeded
  }

  throwIfStopped(): void {
    if (this.#isStopped) throw this.#reason
  }

  /** Replaces the listener, and calls it at once if the request has been stopped. */
  onStop(listener: (reason: unknown) => void): void {
    this.#listener = listener
    if (this.#isStopped) listener(this.#reason)
  }

  /** Returns a signal for work that follows the request. It replaces the listener. */
  toSignal(): AbortSignal {
    const controller = new AbortController()
    this.onStop(reason => controller.abort(reason))
    return controller.signal
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.signal.removeEventListener('abort', this.#cancel)
  }

  readonly #cancel = (): void => this.#stop(this.signal.reason)

  #stop(reason: unknown): void {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#reason = reason
    this.#listener?.(reason)
  }
}
