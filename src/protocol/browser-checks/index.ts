import { type Message, message } from '#messages/message'
import type { XrayCheck } from '../xray.ts'
import { back } from './back.ts'
import { type BrowserCheck, type CheckedTab, undecided } from './check.ts'
import { documentCookie } from './document-cookie.ts'
import { foreignFrame } from './foreign-frame.ts'
import { privateWindow } from './private-window.ts'
import { repeatedCookie } from './repeated-cookie.ts'
import { restart } from './restart.ts'

/** In the order of their ids. */
export const checks: readonly BrowserCheck[] = [
  documentCookie,
  restart,
  foreignFrame,
  back,
  privateWindow,
  repeatedCookie,
]

export type { CheckedTab } from './check.ts'

/** Runs the checks that need a tab with the session: docs/checks. Stops at an abort, and never rejects. */
export async function runBrowserChecks(
  checked: CheckedTab | Message,
  signal: { readonly aborted: boolean },
): Promise<XrayCheck[]> {
  const results: XrayCheck[] = []
  // One after the other, because some look at the windows that others open.
  for (const { about, judge } of checks) {
    if (signal.aborted) break
    const judgement =
      'id' in checked
        ? undecided(checked)
        : await judge(checked).catch(() => undecided(message('xray.reason.noPage')))
    results.push({ ...about, ...judgement })
  }
  return results
}
