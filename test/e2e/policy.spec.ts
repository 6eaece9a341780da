import { expect, it } from 'vitest'
import { ManagePage } from './fixtures/manage-page.ts'
import { excuses } from './fixtures/obstacle.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import { policyObstacle } from './fixtures/policy.ts'
import { siteId, World } from './fixtures/world.ts'

const persona = { label: 'For all', userDirectory: 'DOMAIN', userId: 'User1', site: siteId, prefix: 'sales' }

/** The browser keeps what its schema allows; the rest of the strictness is ours. */
it('takes personas and defaults from the policy of the organisation', async ({ skip }) => {
  const obstacle = policyObstacle()
  skip(excuses(obstacle), obstacle)
  await using world = await World.open({
    policy: {
      personas: [persona, { ...persona, label: 'Nobody', userId: ' ' }],
      defaults: { site: siteId, prefix: 'sales' },
    },
  })
  const manage = await ManagePage.open(await world.browser.newPage(), world.extensionId, '#personas')
  await manage.page.getByText('from your organisation').waitFor()
  expect(await manage.page.locator('.personas strong').allTextContents()).toEqual(['For all'])
  expect(await manage.button('Export').isDisabled()).toBe(true)
  await manage.page.getByRole('link', { name: 'Data' }).click()
  await manage.page.getByText('personas.1.userId: must not be empty').waitFor()

  const popup = await world.openPopup()
  await popup.page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value === 'sales'),
  )
  const bar = new PersonaBar(popup)
  expect(await bar.find('')).toEqual(['For all'])
  expect(await bar.rows.first().textContent()).toContain('from your organisation')
  expect(await popup.page.getByRole('button', { name: /^(Edit|Delete) For all/ }).count()).toBe(0)
  await popup.button('Duplicate For all').click()
  await bar.disc('For all (copy)').waitFor()
  await bar.field.press('Escape')
  await bar.disc('For all').click()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(world.qlik.sessions).toMatchObject([{ prefix: 'sales' }])
})
