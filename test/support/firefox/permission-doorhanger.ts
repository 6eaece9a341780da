import type { Browser } from 'puppeteer-core'
import { pollUntil } from '../poll-until.ts'
import { evaluateInWindow } from './bidi.ts'

/** Answers the permission prompt, which belongs to the window of Firefox and to no page. */
export async function answerPermissionPrompt(browser: Browser, answer: 'allow' | 'deny'): Promise<void> {
  await pollUntil('the permission prompt is open', async () =>
    evaluateInWindow(
      browser,
      'PopupNotifications.isPanelOpen && PopupNotifications.panel.firstElementChild !== null',
    ),
  )
  const button = answer === 'allow' ? 'button' : 'secondaryButton'
  await evaluateInWindow(browser, `PopupNotifications.panel.firstElementChild.${button}.click()`)
}
