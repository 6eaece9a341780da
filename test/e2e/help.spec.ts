import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'

test('code of a finding opens its row in the help page', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', prefix: 'nosuch' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.page.bringToFront()
  const opened = harness.browser.waitForEvent('page')
  await popup.page.getByRole('link', { name: 'VIRTUAL_PROXY_UNKNOWN' }).click()
  const help = await opened
  await help.locator('tr:target').waitFor()
  expect(await help.locator('tr:target').textContent()).toContain('VIRTUAL_PROXY_UNKNOWN')
  expect(await help.locator('tr:target').evaluate(row => row.getBoundingClientRect().top < innerHeight)).toBe(
    true,
  )
  await expectNoAxeViolations(help)
})

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

test('page of the session checks has a section for each, which its list links to', async () => {
  await using harness = await E2EHarness.open()
  const page = await harness.browser.newPage()
  await page.goto(`chrome-extension://${harness.extensionId}/src/help/checks.html#SC-40`)
  await page.locator('section:target').waitFor()
  const sections = await page.locator('section').evaluateAll(all => all.map(({ id }) => id))
  const documents = (await readdir(fromRoot('docs/checks'))).filter(name => name !== 'README.md')
  expect(sections.map(id => `${id.toLowerCase()}.md`).toSorted()).toEqual(documents.toSorted())
  const links = await page
    .locator('a[href^="#"]')
    .evaluateAll(all => all.map(link => link.getAttribute('href')?.slice(1)))
  expect(links.toSorted()).toEqual(sections.toSorted())
})

test.each([
  ['index', 'light'],
  ['index', 'dark'],
  ['checks', 'light'],
  ['checks', 'dark'],
] as const)('help page %s is accessible and fits each width in %s', async (name, colorScheme) => {
  await using harness = await E2EHarness.open()
  const page = await harness.browser.newPage()
  await page.emulateMedia({ colorScheme })
  await page.goto(`chrome-extension://${harness.extensionId}/src/help/${name}.html`)
  for (const width of [1280, 800, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expectNoAxeViolations(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})
