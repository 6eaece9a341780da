/** Shows how far a run is. */
export interface RunProgress {
  onCase(isAsExpected: boolean): void
  /** Clears the line. */
  end(): void
}

const clearLine = Buffer.from('\r\u001b[K')

/** Nobody reads faster. */
const intervalMs = 200

/** Shows count, failures and rate on one line of a terminal. Shows nothing elsewhere. */
export function createRunProgress(stream: NodeJS.WriteStream, total: number): RunProgress {
  if (!stream.isTTY) return { onCase: () => {}, end: () => {} }
  const startedAt = performance.now()
  let [done, failed] = [0, 0]
  const show = () => {
    const rate = done / Math.max(0.001, (performance.now() - startedAt) / 1_000)
    // Bytes, because the guard of the output removes control characters from text.
    stream.write(clearLine)
    stream.write(`${done} of ${total} cases, ${failed} not as expected, ${rate.toFixed(1)} per second`)
  }
  show()
  const timer = setInterval(show, intervalMs)
  return {
    onCase(isAsExpected) {
      done += 1
      if (!isAsExpected) failed += 1
    },
    end() {
      clearInterval(timer)
      stream.write(clearLine)
    },
  }
}
