import { defineConfig } from '@playwright/test'

export default defineConfig({
  fullyParallel: true,
  // Each machine keeps its blob, and one machine merges them.
  reporter: process.env.CI ? 'blob' : 'list',
})
