/** The port of a native host, as the browser provides it. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /**
   * Called once with the browser's message when the other end closes. Not called for the own close.
   */
  onDisconnect(listener: (browserSaid: string) => void): void
  close(): void
}

/** A channel within this process. It copies messages, as JSON does, and delivers them later. */
export class FakeChannel implements Channel {
  readonly #messageListeners: ((message: unknown) => void)[] = []
  readonly #endListeners: ((browserSaid: string) => void)[] = []
  #isOpen = true

  constructor(
    private readonly receive: (message: unknown) => void,
    private readonly onClosed: () => void,
  ) {}

  send(message: unknown): void {
    const copy = copyAsJson(message)
    queueMicrotask(() => this.#isOpen && this.receive(copy))
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messageListeners.push(listener)
  }

  onDisconnect(listener: (browserSaid: string) => void): void {
    this.#endListeners.push(listener)
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.onClosed()
  }

  /** Simulates a message of the other end. */
  deliver(message: unknown): void {
    if (this.#isOpen) for (const listener of this.#messageListeners) listener(copyAsJson(message))
  }

  /** Simulates that the other end closes. */
  disconnect(browserSaid: string): void {
    if (!this.#isOpen) return
    this.close()
    for (const listener of this.#endListeners) listener(browserSaid)
  }
}

const copyAsJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message))
