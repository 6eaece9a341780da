import { inEnglish } from '#messages/checks/english'
import { type CheckedTab, runBrowserChecks } from '#protocol/browser-checks/index'
import type { XrayCheck } from '#protocol/xray'
import type { EnglishCheck } from './english-result.ts'

/** Runs the checks that only a browser can run. `hide` removes the session id from texts. Never rejects. */
export async function checkInBrowser(
  checked: CheckedTab,
  signal: AbortSignal,
  hide: (text: string) => string,
): Promise<EnglishCheck[]> {
  const checks = await runBrowserChecks(checked, signal)
  return checks.map(check => toEnglish(check, hide))
}

function toEnglish(
  { id, title, verdict, severity, message, evidence, remedy, references }: XrayCheck,
  hide: (text: string) => string,
): EnglishCheck {
  const say = (text: Parameters<typeof inEnglish>[0]) => hide(inEnglish(text))
  return {
    ...{ id, verdict, severity, class: 'R', references },
    title: say(title),
    message: say(message),
    evidence: evidence.map(say),
    ...(remedy === undefined
      ? {}
      : {
          remedy: {
            page: say(remedy.page),
            field: say(remedy.field),
            ...(remedy.present === undefined ? {} : { present: say(remedy.present) }),
            wanted: say(remedy.wanted),
          },
        }),
  }
}
