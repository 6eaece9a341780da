interface BrowserEvent<Listener> {
  addListener(listener: Listener): void
  removeListener(listener: Listener): void
}

/** Listens to the events; gives how to stop. */
export function subscribe<Listener>(
  listener: Listener,
  ...events: BrowserEvent<NoInfer<Listener>>[]
): () => void {
  for (const event of events) event.addListener(listener)
  return () => {
    for (const event of events) event.removeListener(listener)
  }
}

/** How to stop several at once. */
export const combineUnsubscribes =
  (...unsubscribes: (() => void)[]): (() => void) =>
  () => {
    for (const stop of unsubscribes) stop()
  }
