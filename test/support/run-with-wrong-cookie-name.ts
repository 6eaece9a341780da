import { expect } from 'vitest'
import type { PopupPage } from './page-objects/popup-page.ts'
import { waitForSelector } from './wait-for-selector.ts'

/** Signs in under a cookie name that the hub does not look for, until the popup says why that fails; QRS, which knows it, is closed. */
export async function runWithWrongCookieName(popup: PopupPage): Promise<void> {
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', cookieName: 'X-Foo' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await waitForSelector(popup.page, '[data-cause]')
}
