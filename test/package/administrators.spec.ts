import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firefoxExtensionId } from '#protocol/constants'
import { toExtensionId } from '../../scripts/package/administrators/crx.ts'
import { addonName } from '../../scripts/package/artifact-names.ts'
import { findFirefox } from '../../scripts/setup/firefox.mjs'
import { welcomeUrl } from '../support/built-extension.ts'
import { evaluateInWindow } from '../support/firefox/bidi.ts'
import { openExtensionPage } from '../support/firefox/firefox-popup.ts'
import { launchFirefox } from '../support/firefox/open-firefox.ts'
import { policySkipReason, writeProgramWithFolder } from '../support/managed-policy.ts'
import { pollUntil } from '../support/poll-until.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { startFileServer } from './support/file-server.ts'
import { createKitFor, createKitKey, filesIn, openManagedChromium } from './support/managed-chromium.ts'
import { findArtifact, version } from './support/release.ts'

const reason = policySkipReason()

it.skipIf(shouldSkip(reason))(
  'Chromium installs the CRX by the policies of the kit, with its personas, and may start the companion',
  async () => {
    await using server = await startFileServer()
    const key = createKitKey()
    const id = toExtensionId(key)
    const kit = createKitFor({ key, url: server.url }, version)
    for (const [name, content] of filesIn(kit, 'server')) server.files.set(name, content)
    await using folder = await createTemporaryFolder('administrators')
    const browser = await openManagedChromium(folder.path, kit)
    try {
      const page = await pollUntil('the policy has installed the extension', () =>
        browser.pages().find(found => found.url() === welcomeUrl(id)),
      )
      await expect
        .poll(() => page.evaluate(async () => Object.keys(await chrome.storage.managed.get())))
        .toEqual(['addSites', 'defaults', 'personas'])
      const options = await browser.newPage()
      await options.goto(`chrome-extension://${id}/src/options/index.html#personas`)
      await options.getByText('Sales manager').waitFor()
      await options.getByText('from your organization').waitFor()
      expect(
        await page.evaluate(
          () =>
            new Promise(resolve => {
              const port = chrome.runtime.connectNative('hubpass.companion')
              port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message))
            }),
        ),
      ).toBe('Specified native messaging host not found.')
    } finally {
      await browser.close()
    }
  },
)

/** Where Debian's Firefox ESR looks for policies. */
const distribution = '/usr/share/firefox-esr/distribution'

it.skipIf(shouldSkip(reason) || !findFirefox()?.endsWith('firefox-esr') || !existsSync(distribution))(
  'Firefox ESR installs the add-on by the policies of the kit, with its personas',
  async () => {
    await using server = await startFileServer()
    const kit = createKitFor({ key: createKitKey(), url: server.url }, version)
    server.files.set(addonName(version), readFileSync(findArtifact(addonName(version))))
    await using folder = await createTemporaryFolder('administrators')
    const overlayFolder = join(folder.path, 'distribution')
    mkdirSync(overlayFolder)
    for (const [name, content] of filesIn(kit, 'firefox')) writeFileSync(join(overlayFolder, name), content)
    const program = await writeProgramWithFolder(folder.path, {
      program: findFirefox() ?? '',
      overlayFolder,
      place: distribution,
    })
    const browser = await launchFirefox({
      ...{ home: folder.path, env: {}, hosts: [], permission: 'granted', program },
      // Mozilla has not signed the add-on of a build.
      preferences: { 'xpinstall.signatures.required': false },
    })
    try {
      await pollUntil('the policy has installed the add-on', () =>
        evaluateInWindow(browser, `WebExtensionPolicy.getByID('${firefoxExtensionId}') !== null`),
      )
      const page = await browser.newPage()
      await openExtensionPage(page, 'src/options/index.html')
      await page.evaluate(() => location.assign('#personas'))
      await page.waitForSelector('::-p-text(Sales manager)')
      await page.waitForSelector('::-p-text(from your organization)')
    } finally {
      await browser.close()
    }
  },
)
