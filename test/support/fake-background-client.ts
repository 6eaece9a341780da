import type { Intent } from '#shared/intents'
import type { State } from '#shared/state'
import type { BackgroundClient, PageContext } from '#ui/background-client.ts'
import { setInvocation } from '#ui/command-start.ts'

/** Lets remedies show commands of the companion of this state, as the client of a browser does. */
const noteInvocation = ({ companion }: State): void =>
  setInvocation(companion.status === 'ready' ? companion.invocation : undefined)

/** A client that publishes given states and records the page's requests. */
export class FakeBackgroundClient implements BackgroundClient {
  readonly sent: (Intent | { permission: string })[] = []
  /** The intents that the page subscribed to, without those of the user. */
  readonly subscribed: Intent[] = []
  readonly listeners = new Set<(state: State) => void>()
  #state: State | undefined
  readonly #context: PageContext
  readonly #isGranted: boolean

  constructor(state?: State, context: PageContext = { windowId: 1 }, isGranted = true) {
    this.#state = state
    this.#context = context
    this.#isGranted = isGranted
  }

  publish(state: State): void {
    this.#state = state
    noteInvocation(state)
    for (const listener of this.listeners) listener(state)
  }

  onState(callback: (state: State) => void): () => void {
    this.listeners.add(callback)
    if (this.#state === undefined) return () => this.listeners.delete(callback)
    noteInvocation(this.#state)
    callback(this.#state)
    return () => this.listeners.delete(callback)
  }

  send(intent: Intent): void {
    this.sent.push(intent)
  }

  subscribe(intent: Intent): void {
    this.subscribed.push(intent)
  }

  async requestPermission(origin: string): Promise<boolean> {
    this.sent.push({ permission: origin })
    return this.#isGranted
  }

  async readPageContext(): Promise<PageContext> {
    return this.#context
  }
}
