import { test } from 'vitest'
import { closeSharedBrowser } from './shared-browser.ts'

// Vitest has no hook for the end of a worker except a worker-scoped fixture.
test
  // biome-ignore lint/correctness/noEmptyPattern: Vitest wants a pattern
  .extend('sharedBrowser', { scope: 'worker' }, ({}, { onCleanup }) => {
    onCleanup(closeSharedBrowser)
  })
  .beforeAll(({ sharedBrowser }) => sharedBrowser)
