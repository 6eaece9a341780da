import { failure } from '#protocol/errors'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const crashes = ['uncaughtException', 'unhandledRejection'] as const

/** Listens while a command runs that cleans up before it ends. */
const listening = new Set<AbortController>()

/** Passes on each error that nothing handled, except to a command that {@link listening} has. */
export function listenForCrashes(handle: (error: unknown) => void): void {
  for (const event of crashes)
    process.on(event, (error: unknown) => {
      if (listening.size === 0) handle(error)
    })
}

/** A request of the user or the system to end, or an error that nothing handled. */
export interface Interruption {
  signal: AbortSignal
  /** Throws CANCELLED, or the error that nothing handled. */
  throwIfInterrupted(): void
  /** Returns the error that nothing handled, if there is one: it explains every later failure. */
  explain(error: unknown): unknown
  /** Gives the signals of the system their usual effect again. */
  stop(): void
}

export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  listening.add(controller)
  const abort = () => controller.abort(failure('CANCELLED', {}))
  const crashErrors: unknown[] = []
  const crash = (error: unknown) => {
    crashErrors.push(error)
    controller.abort(error)
  }
  for (const signal of signals) process.on(signal, abort)
  for (const event of crashes) process.on(event, crash)
  return {
    signal: controller.signal,
    throwIfInterrupted: () => controller.signal.throwIfAborted(),
    explain: error => (crashErrors.length > 0 ? crashErrors[0] : error),
    stop() {
      listening.delete(controller)
      for (const signal of signals) process.off(signal, abort)
      for (const event of crashes) process.off(event, crash)
    },
  }
}

/**
 * Runs `work` with a signal that Ctrl-C aborts, so that the work can clean up before the process
 * ends.
 */
export async function runInterruptible<T>(work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
  const { signal, explain, stop } = listenForInterruption()
  try {
    return await work(signal)
  } catch (error) {
    throw explain(error)
  } finally {
    stop()
  }
}
