import type { Plugin } from 'vite'
import { policySchema } from '../src/protocol/policy-schema.ts'

/** Emits the schema of policies for Chromium-based browsers. Firefox has none. */
export const emitManagedSchema: Plugin = {
  name: 'hubpass:managed-schema',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'managed-schema.json',
      source: `${JSON.stringify(policySchema, null, 2)}\n`,
    })
  },
}
