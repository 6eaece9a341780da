import { defineConfig } from 'vitest/config'
import { root } from '../../scripts/setup/root.mjs'

/** The tests of `npm run test:tools`, one file after the other: browsers and Java need the whole machine. */
export default defineConfig({
  root,
  test: {
    include: ['test/tools/*.spec.ts'],
    globalSetup: ['test/support/secrets/global-setup.ts', 'scripts/vitest-global-setup.mjs'],
    setupFiles: ['test/support/setup-patience.ts', 'test/support/setup-without-proxy.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
