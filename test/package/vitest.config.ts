import { defineConfig } from 'vitest/config'
import { root } from '../../scripts/setup/root.mjs'

/** The tests of `npm run test:packages`, one after the other: they share the packages of the machine. */
export default defineConfig({
  root,
  test: {
    include: ['test/package/*.spec.ts'],
    globalSetup: ['test/support/secrets/global-setup.ts'],
    setupFiles: ['test/support/setup-patience.ts', 'test/support/setup-without-proxy.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
