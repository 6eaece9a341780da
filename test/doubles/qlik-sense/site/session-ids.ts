import { randomUUID } from 'node:crypto'
import type { Site } from './site.ts'

/**
 * Creates the id of a session that a ticket opens: a random GUID (docs/facts/qlik-sense.md §3.5).
 */
export function createSessionId({ defects, sessions }: Pick<Site, 'defects' | 'sessions'>): string {
  if (!defects.has('predictableIds')) return randomUUID()
  return `5c0f6a1e-0d3b-4b1f-8a27-${sessions.seenIds.size.toString(16).padStart(12, '0')}`
}
