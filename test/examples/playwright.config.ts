import { defineConfig } from '@playwright/test'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { chromiumFlags } from '../support/chromium-flags.ts'

const { EXAMPLE_TESTS = '', EXAMPLE_RESULTS = '', EXAMPLE_SPKI = '' } = process.env

/** The settings that the examples need on a machine of tests: its browser, and the key of the double. */
export default defineConfig({
  testDir: EXAMPLE_TESTS,
  outputDir: EXAMPLE_RESULTS,
  fullyParallel: true,
  workers: 2,
  // Limits for tests that hang.
  timeout: 120_000,
  expect: { timeout: 60_000 },
  reporter: 'json',
  use: {
    launchOptions: {
      executablePath: findBrowser() ?? '',
      args: chromiumFlags({ extensions: [], hosts: [], spki: EXAMPLE_SPKI, headless: true }),
    },
  },
})
