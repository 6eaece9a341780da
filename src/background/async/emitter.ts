/** Delivers typed events. `Events` maps each event name to the arguments of its listeners. */
export interface Emitter<Events extends Record<keyof Events, unknown[]>> {
  on<Name extends keyof Events>(name: Name, listener: (...args: Events[Name]) => void): void
  /** Calls the listeners of the event synchronously, in the order of their registration. */
  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): void
}

export function createEmitter<Events extends Record<keyof Events, unknown[]>>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: ((...args: Events[Name]) => void)[] } = {}
  return {
    on(name, listener) {
      listeners[name] = [...(listeners[name] ?? []), listener]
    },
    emit(name, ...args) {
      for (const listener of listeners[name] ?? []) listener(...args)
    },
  }
}
