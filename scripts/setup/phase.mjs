/**
 * Prints a title, runs the work, and prints its duration.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function runPhase(title, work) {
  const startedAt = performance.now()
  console.log(`• ${title}`)
  const result = await work()
  console.log(`  ${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

/**
 * Prints a line every ten seconds while the work is running.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withHeartbeat(work) {
  let seconds = 0
  const sign = setInterval(() => {
    seconds += 10
    console.log(`  … ${seconds} s`)
  }, 10_000)
  try {
    return await work()
  } finally {
    clearInterval(sign)
  }
}
