import { setTimeout } from 'node:timers/promises'

/** Writes what waits in groups: one write, and one wait for the disk, for all of a group. */
export class GroupCommit {
  #waiting: string[] = []
  #writing: Promise<void> | undefined
  #nextAt = 0

  /** `write` gets all that waits. It is called again `pauseMs` after it has ended, or later. */
  constructor(
    private readonly write: (group: readonly string[]) => Promise<void>,
    private readonly pauseMs = 0,
  ) {}

  /** Resolves when the text is written. Rejects if its group, or the one before it, was not. */
  async append(text: string): Promise<void> {
    this.#waiting.push(text)
    // A group that is being written may lack this text. The next one has it.
    await this.#writing
    if (this.#waiting.length > 0) this.#writing ??= this.#writeNext()
    await this.#writing
  }

  /** Adds a text to the next group, which need not be soon. */
  appendLater(text: string): void {
    this.#waiting.push(text)
  }

  /** Resolves when nothing is being written. Writes what `appendLater` has left. */
  async flush(): Promise<void> {
    await this.#writing
    if (this.#waiting.length > 0) this.#writing ??= this.#writeNext()
    await this.#writing
  }

  async #writeNext(): Promise<void> {
    const early = this.#nextAt - performance.now()
    if (early > 0) await setTimeout(early)
    const group = this.#waiting
    this.#waiting = []
    try {
      await this.write(group)
    } finally {
      this.#writing = undefined
      this.#nextAt = performance.now() + this.pauseMs
    }
  }
}
