import { formatUserName, isSameUserName } from '#protocol/identity'
import type { Case } from '../cases/case.ts'
import { judgeFinding } from './judge-finding.ts'
import type { CaseItem } from './judgement.ts'
import type { CaseOutcome } from './outcome.ts'

/** Judges what a browser saw, if one was asked. */
export function judgeBrowser({ expect, user }: Case, { browser }: CaseOutcome): CaseItem[] {
  if (browser === undefined) return []
  const item = { id: 'browser', title: 'A browser signs the user in' }
  const { finding } = browser
  if (finding !== undefined) return [judgeFinding(item, finding)]
  const { identity = 'same' } = expect
  const wanted = identity === 'same' ? formatUserName(user) : identity
  const received = browser.user ?? 'nobody'
  return [
    isSameUserName(received, wanted)
      ? { ...item, verdict: 'expected', message: `The hub reports ${received} to the browser.` }
      : {
          ...item,
          verdict: 'unexpected',
          message: `The hub reports ${received} to the browser instead of ${wanted}.`,
        },
  ]
}
