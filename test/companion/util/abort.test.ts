import { expect, it } from 'vitest'
import { abortable } from '../../../companion/util/abort.ts'

it('handles the rejection of work that nobody waits for anymore', async () => {
  const work = new Promise<never>((_, reject) => setImmediate(() => reject(new Error('later'))))
  await expect(abortable(work, AbortSignal.abort('cancelled'))).rejects.toBe('cancelled')
  // Vitest reports an unhandled rejection as an error.
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
})
