import { expect, test } from 'vitest'
import { openDisplay } from './fixtures/display.ts'
import { eventually } from './fixtures/eventually.ts'
import { pressKeys } from './fixtures/keyboard.ts'
import { excuses, headedObstacle } from './fixtures/obstacle.ts'
import { isPopupOpen } from './fixtures/permission-prompt.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import { World } from './fixtures/world.ts'

/** Keys of the browser itself can only be pressed on a display; on CI there is one. */
const obstacle = headedObstacle()

async function saveTwo(world: World) {
  const popup = await world.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  return { popup, bar }
}

test('signs in as the second persona at its key, pressed in the browser itself', async ({ skip }) => {
  skip(excuses(obstacle), obstacle)
  await using display = await openDisplay()
  await using world = await World.open({ display: display.name })
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

test('opens the popup where a key may not ask for the permission', async ({ skip }) => {
  skip(excuses(obstacle), obstacle)
  await using display = await openDisplay()
  await using world = await World.open({ display: display.name, permission: 'ask' })
  const { popup } = await saveTwo(world)
  await popup.page.close()
  await pressKeys(display.name, 'alt+shift+1')
  await eventually('the popup is open', () => world.browser.serviceWorkers()[0]?.evaluate(isPopupOpen))
  expect(world.qlik.sessions).toEqual([])
})
