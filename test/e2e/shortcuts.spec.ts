import { expect, test } from 'vitest'
import type { E2EHarness } from '../support/e2e-harness.ts'
import { openHeadedHarness } from '../support/headed-harness.ts'
import { pressKeys } from '../support/keyboard.ts'
import { isPopupOpen } from '../support/page-objects/permission-prompt.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { pollUntil } from '../support/poll-until.ts'

async function saveTwo(harness: E2EHarness) {
  const popup = await harness.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  return { popup, bar }
}

test('shortcut pressed in the browser signs in as the second persona', async context => {
  await using headed = await openHeadedHarness(context)
  const { display, harness } = headed
  const { popup, bar } = await saveTwo(harness)
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await popup.page.close()
  const hub = await harness.hubPage()
  await hub.bringToFront()
  await pressKeys(display.name, 'alt+shift+2')
  await pollUntil('the hub names Ben', async () =>
    hub
      .locator('body[data-user="DOMAIN\\\\User2"]')
      .count()
      .then(count => count === 1),
  )
})

test('shortcut opens the popup when the permission is missing', async context => {
  await using headed = await openHeadedHarness(context, { permission: 'ask' })
  const { display, harness } = headed
  const { popup } = await saveTwo(harness)
  await popup.page.close()
  // A key that comes while a tab closes is lost.
  await harness.browser.pages()[0]?.bringToFront()
  await pressKeys(display.name, 'alt+shift+1')
  await pollUntil('the popup is open', () => harness.browser.serviceWorkers()[0]?.evaluate(isPopupOpen))
  expect(harness.qlik.sessions).toEqual([])
})
