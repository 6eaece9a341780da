import { expect, it, vi } from 'vitest'
import { followPolicy } from '../../../src/background/policy/policy.ts'

it('reload ends although the browser does not answer, and the policy counts when it comes', async () => {
  let answer: (found: Record<string, unknown>) => void = () => {}
  const publish = vi.fn()
  const policy = followPolicy({
    managed: { load: () => new Promise(resolve => (answer = resolve)), onChanged: () => {} },
    publish,
    onPersonas: () => {},
  })
  await policy.reload()
  expect(publish).not.toHaveBeenCalled()
  answer({})
  await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce())
  expect(await policy.readCurrent()).toBeDefined()
})
