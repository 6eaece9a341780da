import type { TestContext } from 'vitest'
import { AsyncDisposableStack } from './disposable-stack.ts'
import { E2EHarness, type E2EOptions } from './e2e-harness.ts'
import { headedSkipReason, shouldSkip } from './skip-reasons.ts'
import { openVirtualDisplay, type VirtualDisplay } from './virtual-display.ts'

/** A harness whose browser has a window, on a display where a test can press keys. */
export interface HeadedHarness extends AsyncDisposable {
  display: VirtualDisplay
  harness: E2EHarness
}

const skipReason = headedSkipReason()

/**
 * Opens a harness on a display, since browser shortcuts need one. Skips the test without a display,
 * but never on CI.
 */
export async function openHeadedHarness(
  { skip }: Pick<TestContext, 'skip'>,
  settings?: E2EOptions,
): Promise<HeadedHarness> {
  skip(shouldSkip(skipReason), skipReason)
  const resources = new AsyncDisposableStack()
  try {
    const display = resources.use(await openVirtualDisplay())
    const harness = resources.use(await E2EHarness.open({ ...settings, display: display.name }))
    return { display, harness, [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose]() }
  } catch (thrown) {
    await resources[Symbol.asyncDispose]()
    throw thrown
  }
}
