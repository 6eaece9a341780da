/**
 * Creates a signal that is aborted by Ctrl-C and similar signals, and when the output is closed.
 * None of these then ends the program by itself: it first ends what it has started.
 */
export function createStopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stop)
  return controller.signal
}

/** Resolves when the signal is aborted. */
export const waitForAbort = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    signal.addEventListener('abort', () => resolve())
    if (signal.aborted) resolve()
  })
