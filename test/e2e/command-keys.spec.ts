import { expect, test } from 'vitest'
import { eventually } from './fixtures/eventually.ts'
import { openHeaded } from './fixtures/headed.ts'
import { pressKeys } from './fixtures/keyboard.ts'
import { isPopupOpen } from './fixtures/permission-prompt.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import type { World } from './fixtures/world.ts'

async function saveTwo(world: World) {
  const popup = await world.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  return { popup, bar }
}

test('signs in as the second persona at its key, pressed in the browser itself', async context => {
  await using headed = await openHeaded(context)
  const { display, world } = headed
  const { popup, bar } = await saveTwo(world)
  await bar.disc('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await popup.page.close()
  const hub = await world.hubPage()
  await hub.bringToFront()
  await pressKeys(display.name, 'alt+shift+2')
  await eventually('the hub names Ben', async () =>
    hub
      .locator('body[data-user="DOMAIN\\\\User2"]')
      .count()
      .then(count => count === 1),
  )
})

test('opens the popup where a key may not ask for the permission', async context => {
  await using headed = await openHeaded(context, { permission: 'ask' })
  const { display, world } = headed
  const { popup } = await saveTwo(world)
  await popup.page.close()
  await pressKeys(display.name, 'alt+shift+1')
  await eventually('the popup is open', () => world.browser.serviceWorkers()[0]?.evaluate(isPopupOpen))
  expect(world.qlik.sessions).toEqual([])
})
