/** The port that a browser gives to an extension that connects to its native host. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /**
   * Registers a listener that is called once with the browser's message when the other end has
   * gone. Not called after one's own `close`.
   */
  onDisconnect(listener: (browserSaid: string) => void): void
  close(): void
}

/** Simulates a port within this process. Copies messages as JSON does, and delivers them later. */
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

  /** Delivers a message from the other end. */
  deliver(message: unknown): void {
    if (this.#isOpen) for (const listener of this.#messageListeners) listener(copyAsJson(message))
  }

  /** Closes the channel from the other end. */
  disconnect(browserSaid: string): void {
    if (!this.#isOpen) return
    this.close()
    for (const listener of this.#endListeners) listener(browserSaid)
  }
}

const copyAsJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message))
