interface BrowserEvent<Listener> {
  addListener(listener: Listener): void
  removeListener(listener: Listener): void
}

/** Adds the listener to all events. Returns a function that removes it. */
export function subscribe<Listener>(
  listener: Listener,
  ...events: BrowserEvent<NoInfer<Listener>>[]
): () => void {
  for (const event of events) event.addListener(listener)
  return () => {
    for (const event of events) event.removeListener(listener)
  }
}

/** Returns a function that calls all the given ones. */
export const combineUnsubscribes =
  (...unsubscribes: (() => void)[]): (() => void) =>
  () => {
    for (const stop of unsubscribes) stop()
  }
