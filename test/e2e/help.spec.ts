import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'

test('About links to documents that the extension contains, and lists the shortcuts', async () => {
  await using harness = await E2EHarness.open()
  const { page } = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#about')
  const links = await page
    .locator('.links a')
    .evaluateAll(all => all.map(link => (link instanceof HTMLAnchorElement ? link.href : '')))
  expect(links).toHaveLength(6)
  const texts = await page.evaluate(
    urls => Promise.all(urls.map(url => fetch(url).then(answer => answer.text()))),
    links,
  )
  expect(texts.map(text => text.split('\n')[0]?.replace('\uFEFF', ''))).toEqual([
    '# User guide',
    '# Personas in a file and by policy',
    '# Troubleshooting',
    '# Command line',
    '# Security',
    '# Changelog',
  ])
  await page.getByText('Alt+Shift+H').waitFor()
})

test('the navigation leads from the manage page to Getting started and back', async () => {
  await using harness = await E2EHarness.open()
  const { page } = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#runs')
  await page.getByRole('link', { name: 'Getting started' }).click()
  await page.locator('main.welcome').waitFor()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
})
