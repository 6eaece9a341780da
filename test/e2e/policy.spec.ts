import { expect, it } from 'vitest'
import { E2EHarness, siteId } from '../support/e2e-harness.ts'
import { policySkipReason } from '../support/managed-policy.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { shouldSkip } from '../support/skip-reasons.ts'

const persona = { label: 'For all', userDirectory: 'DOMAIN', userId: 'User1', site: siteId, prefix: 'sales' }

/** The browser enforces its schema. Hubpass checks the rest. */
it('managed policy provides personas and defaults', async ({ skip }) => {
  const obstacle = policySkipReason()
  skip(shouldSkip(obstacle), obstacle)
  await using harness = await E2EHarness.open({
    policy: {
      personas: [persona, { ...persona, label: 'Nobody', userId: ' ' }],
      defaults: { site: siteId, prefix: 'sales' },
      // The browser must not drop it: that would allow what somebody meant to forbid.
      addSites: 'no',
    },
  })
  const manage = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#personas')
  await manage.page.getByText('from your organization').waitFor()
  expect(await manage.page.locator('.personas strong').allTextContents()).toEqual(['For all'])
  expect(await manage.button('Export').isDisabled()).toBe(true)
  await manage.page.getByRole('link', { name: 'Data' }).click()
  await manage.page.getByText('personas.1.userId: must not be empty').waitFor()
  await manage.page.getByText(/^addSites: /).waitFor()

  const popup = await harness.openPopup()
  await popup.page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value === 'sales'),
  )
  const bar = new PersonaBar(popup)
  expect(await bar.find('')).toEqual(['For all'])
  expect(await bar.rows.first().textContent()).toContain('from your organization')
  expect(await popup.page.getByRole('button', { name: /^(Edit|Delete) For all/ }).count()).toBe(0)
  await popup.button('Duplicate For all').click()
  await bar.avatar('For all (copy)').waitFor()
  await bar.field.press('Escape')
  await bar.avatar('For all').click()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ prefix: 'sales' }])
})
