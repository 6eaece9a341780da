import type { Intent } from '#shared/intents'
import type { State } from '#shared/state'
import type { Here, Link } from '../../../src/ui/link.ts'

/** A browser that says what it is told to, and remembers what it was asked. */
export class FakeLink implements Link {
  readonly asked: (Intent | { permission: string })[] = []
  /** What it was asked to ask of every background: by the page, not by its user. */
  readonly keptAsking: Intent[] = []
  readonly listeners = new Set<(state: State) => void>()
  #state: State | undefined
  readonly #here: Here
  readonly #isGranted: boolean

  constructor(state?: State, here: Here = { windowId: 1 }, isGranted = true) {
    this.#state = state
    this.#here = here
    this.#isGranted = isGranted
  }

  publish(state: State): void {
    this.#state = state
    for (const listener of this.listeners) listener(state)
  }

  onState(callback: (state: State) => void): () => void {
    this.listeners.add(callback)
    if (this.#state !== undefined) callback(this.#state)
    return () => this.listeners.delete(callback)
  }

  ask(intent: Intent): void {
    this.asked.push(intent)
  }

  keepAsking(intent: Intent): void {
    this.keptAsking.push(intent)
  }

  async requestPermission(origin: string): Promise<boolean> {
    this.asked.push({ permission: origin })
    return this.#isGranted
  }

  async here(): Promise<Here> {
    return this.#here
  }
}
