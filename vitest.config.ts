import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Vitest's default leaves one processor idle, which is half of a small machine. */
const maxWorkers = availableParallelism()

const isolatedFiles = 'test/**/*.isolated.test.{ts,tsx}'

/**
 * Limits for tests that hang: real TLS and processes are slow on a busy machine. The first one is as
 * long as in test/support/setup-patience.ts.
 */
const limits = { expect: { poll: { timeout: 10_000 } }, testTimeout: 60_000, hookTimeout: 60_000 }

const unit = {
  ...limits,
  setupFiles: [
    'test/support/setup-patience.ts',
    'test/support/setup-english.ts',
    'test/support/setup-testing-library.ts',
    'test/support/setup-without-proxy.ts',
  ],
  maxWorkers,
  sequence: { groupOrder: 0 },
}

/**
 * Three kinds of test projects: `unit` needs only Node, `process` starts the built companion, `browser` uses
 * Chromium.
 */
export default defineConfig({
  test: {
    // Tests must not depend on each other. The seed fixes the order. `--sequence.seed` tries
    // another.
    sequence: { shuffle: { tests: true }, seed: 1 },
    globalSetup: ['test/support/secrets/global-setup.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/**/*.process.test.ts', isolatedFiles],
          // Loading the same modules for each file would take half of the time.
          isolate: false,
          ...unit,
        },
      },
      // A file that replaces a module needs modules of its own.
      { test: { name: 'unit-isolated', include: [isolatedFiles], ...unit } },
      {
        test: {
          name: 'process',
          include: ['test/**/*.process.test.ts'],
          globalSetup: ['scripts/vitest-global-setup.mjs'],
          ...limits,
          setupFiles: ['test/support/setup-patience.ts', 'test/support/setup-without-proxy.ts'],
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.spec.ts'],
          globalSetup: ['scripts/vitest-global-setup.mjs'],
          ...limits,
          setupFiles: ['test/support/setup-patience.ts', 'test/support/close-shared-browser.ts'],
          // The files of a worker share its browser. More workers would only compete on small
          // machines.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
