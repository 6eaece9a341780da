/**
 * Announces a piece of work, does it, and says how long it took. Long silent work gets a sign of life every ten seconds.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(title, work) {
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  console.log(`• ${title}`)
  const signOfLife = setInterval(() => console.log(`  … ${title}, ${seconds()}`), 10_000)
  try {
    const result = await work()
    console.log(`  ${title}: ${seconds()}`)
    return result
  } finally {
    clearInterval(signOfLife)
  }
}
