import { expect } from 'vitest'
import type { PopupPage } from './page-objects/popup-page.ts'
import { waitForSelector } from './wait-for-selector.ts'

/**
 * Signs in with a wrong cookie name until the popup shows the causes. QRS must be closed, since it
 * knows the name.
 */
export async function runWithWrongCookieName(popup: PopupPage): Promise<void> {
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', cookieName: 'X-Foo' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await waitForSelector(popup.page, '[data-cause]')
}
