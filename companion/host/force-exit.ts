/** Longer than a clean-up may take (qps/attempt.ts, qps/end-quietly.ts). */
const forceExitAfterMs = 1_500

/** From now on this process has so long to end by itself; then it is ended, whatever still hangs. */
export function scheduleForcedExit(): void {
  // Not `exit`: that waits for a read of a file that hangs, a pipe for example.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), forceExitAfterMs)
}
