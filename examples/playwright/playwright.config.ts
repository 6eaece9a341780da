import { defineConfig } from '@playwright/test'

export default defineConfig({
  fullyParallel: true,
  // Workers beyond five for a user wait for a session.
  workers: 2,
})
