import { defineConfig } from 'cypress'
import { registerHubpass } from 'hubpass/cypress'

export default defineConfig({
  e2e: {
    baseUrl: 'https://qlik.example.com/sales/',
    supportFile: 'support.ts',
    setupNodeEvents(on) {
      registerHubpass(on)
    },
  },
})
