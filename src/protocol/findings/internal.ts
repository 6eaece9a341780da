import type { FindingTexts } from './text.ts'

/** Ours to mend. */
export const internalFindings = {
  INTERNAL: ({ detail }: { detail: string }) => ({
    message: `Hubpass made a mistake: ${detail}.`,
    remedy: 'Please report it with what you did before.',
  }),
} satisfies FindingTexts
