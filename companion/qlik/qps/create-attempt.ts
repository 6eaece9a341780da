import type { QpsRequestOptions } from './send.ts'

/** How long an answer that is on its way is awaited after the cancel: to know what it is beats guessing. */
const graceMs = 400

/**
 * A request that should be stopped with care: at once while it has not reached the server, after a grace when it has. Knows
 * afterwards whether it may have had its effect.
 */
export class CreateAttempt {
  readonly #controller = new AbortController()
  #hasReached = false
  #isRefused = false
  #isBroken = false
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly cancelled: AbortSignal) {
    cancelled.addEventListener('abort', this.#onCancel)
    if (cancelled.aborted) this.#onCancel()
  }

  get options(): QpsRequestOptions {
    return {
      signal: this.#controller.signal,
      onSent: () => {
        this.#hasReached = true
      },
      onRejected: () => {
        this.#isRefused = true
      },
      onServerError: () => {
        this.#isBroken = true
      },
    }
  }

  get mayHaveSucceeded(): boolean {
    return this.#hasReached && !this.#isRefused
  }

  /** The server has failed: what bears the name may be another's. */
  get mayBelongToAnother(): boolean {
    return this.#isBroken
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.cancelled.removeEventListener('abort', this.#onCancel)
  }

  readonly #onCancel = (): void => {
    const abort = () => this.#controller.abort()
    if (this.#hasReached) this.#timer = setTimeout(abort, graceMs)
    else abort()
  }
}
