import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'

test('a script in a hub page cannot read the stored personas and runs', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')

  const answer = await popup.page.evaluate(async hub => {
    const tab = (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(hub))
    const read = () => chrome.storage.local.get(null).then(Object.keys, String)
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? 0 }, func: read })
    return injected?.result
  }, harness.qlik.hub)
  expect(answer).toMatch(/not allowed/i)
})
