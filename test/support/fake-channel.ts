/** What a browser gives to an extension that connects to its native host. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Told once, in the browser's words, when the other end is gone. Not told of one's own closing. */
  onDisconnect(listener: (browserSaid: string) => void): void
  close(): void
}

/** A channel within this process. What goes through it is copied, as JSON does, and arrives later. */
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

  /** The other end speaks. */
  deliver(message: unknown): void {
    if (this.#isOpen) for (const listener of this.#messageListeners) listener(copyAsJson(message))
  }

  /** The other end is gone. */
  disconnect(browserSaid: string): void {
    if (!this.#isOpen) return
    this.close()
    for (const listener of this.#endListeners) listener(browserSaid)
  }
}

const copyAsJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message))
