import type { Text } from '#messages/message'
import { finding } from './finding.ts'

/** Mistakes of Hubpass itself. */
export const internalFindings = {
  INTERNAL: finding<{ detail: Text }>(),
}
