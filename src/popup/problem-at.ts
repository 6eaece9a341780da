import type { Refusal } from './refusal.ts'

/** What is wrong with a field, if it is the one that was refused. */
export const problemAt = (field: string, refusal: Refusal | undefined): Refusal | undefined =>
  refusal?.field === field ? refusal : undefined
