/** Writes what waits in groups: one write, and one wait for the disk, for all of a group. */
export class GroupCommit {
  #waiting: string[] = []
  #writing: Promise<void> | undefined
  #nextAt = 0
  #isHurried = false
  #hurry = () => {}

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

  /** Writes all that waits without a pause. Resolves when nothing is being written. */
  async flush(): Promise<void> {
    this.#isHurried = true
    this.#hurry()
    try {
      await this.#writing
      if (this.#waiting.length > 0) this.#writing ??= this.#writeNext()
      await this.#writing
    } finally {
      this.#isHurried = false
    }
  }

  async #writeNext(): Promise<void> {
    await this.#pause(this.#nextAt - performance.now())
    const group = this.#waiting
    this.#waiting = []
    try {
      await this.write(group)
    } finally {
      this.#writing = undefined
      this.#nextAt = performance.now() + this.pauseMs
    }
  }

  #pause(ms: number): Promise<void> | undefined {
    if (ms <= 0 || this.#isHurried) return undefined
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
