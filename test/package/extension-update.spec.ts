import { expect, it } from 'vitest'
import { toExtensionId } from '../../scripts/package/administrators/crx.ts'
import { welcomeUrl } from '../support/built-extension.ts'
import { policySkipReason } from '../support/managed-policy.ts'
import { pollUntil } from '../support/poll-until.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { startFileServer } from './support/file-server.ts'
import { createKitFor, createKitKey, filesIn, openManagedChromium } from './support/managed-chromium.ts'

const [first, second] = ['0.1.0', '0.2.0'] as const

it.skipIf(shouldSkip(policySkipReason()))(
  'an update in Chromium waits while a page of the extension is open, and is installed when it closes',
  async () => {
    await using server = await startFileServer()
    await using folder = await createTemporaryFolder('update')
    const key = createKitKey()
    const id = toExtensionId(key)
    const serve = (version: string) => {
      const kit = createKitFor({ key, url: server.url }, version)
      for (const [name, content] of filesIn(kit, 'server')) server.files.set(name, content)
      return kit
    }
    const browser = await openManagedChromium(folder.path, serve(first))
    try {
      const page = await pollUntil('the policy has installed the extension', () =>
        browser.pages().find(found => found.url() === welcomeUrl(id)),
      )
      serve(second)
      const answer = await page.evaluate(() => chrome.runtime.requestUpdateCheck())
      expect(answer).toMatchObject({ status: 'update_available', version: second })
      await expect
        .poll(() => page.evaluate(async () => (await chrome.storage.session.get()).updateWaiting))
        .toBe(true)
      expect(await page.evaluate(() => chrome.runtime.getManifest().version)).toBe(first)

      const settings = await browser.newPage()
      await settings.goto('chrome://extensions/strings.m.js')
      const readVersion = () =>
        settings.evaluate(async id => (await chrome.developerPrivate.getExtensionInfo(id)).version, id)
      expect(await readVersion()).toBe(first)
      await page.close()
      // Chromium itself would wait until the worker has been idle for 30 seconds.
      await expect.poll(readVersion, { timeout: 20_000 }).toBe(second)
    } finally {
      await browser.close()
    }
  },
)
