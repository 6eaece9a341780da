import type { Finding } from '#protocol/findings/index'
import { classifyFinding } from './classify-finding.ts'
import type { CaseItem } from './judgement.ts'

/** Judges what a finding has kept from happening. Whether the user may sign in can remain undecided. */
export function judgeFinding(
  item: Pick<CaseItem, 'id' | 'title'>,
  { code, message, remedy }: Finding,
): CaseItem {
  const kind = classifyFinding(code)
  return {
    ...item,
    verdict: kind === undefined ? 'unexpected' : 'undecided',
    ...(kind === undefined ? {} : { kind }),
    message,
    advice: remedy,
    code,
  }
}
