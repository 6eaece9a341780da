import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, it } from 'vitest'
import { firefoxExtensionId } from '#protocol/constants'
import { toExtensionId } from '../../scripts/package/administrators/crx.ts'
import { createKit } from '../../scripts/package/administrators/kit.ts'
import { addonName } from '../../scripts/package/artifact-names.ts'
import type { Entry } from '../../scripts/package/entries.ts'
import { readChromeExtension } from '../../scripts/package/extension.ts'
import { findFirefox } from '../../scripts/setup/firefox.mjs'
import { createBrowserEnvironment } from '../support/browser-environment.ts'
import { welcomeUrl } from '../support/built-extension.ts'
import { chromiumFlags } from '../support/chromium-flags.ts'
import { evaluateInWindow } from '../support/firefox/bidi.ts'
import { openExtensionPage } from '../support/firefox/firefox-popup.ts'
import { launchFirefox } from '../support/firefox/open-firefox.ts'
import {
  policySkipReason,
  writeChromiumWithPolicies,
  writeProgramWithFolder,
} from '../support/managed-policy.ts'
import { pollUntil } from '../support/poll-until.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { startFileServer } from './support/file-server.ts'
import { findArtifact, version } from './support/release.ts'

/** Makes a kit for a server with one generated key. */
function createKitFor(url: string) {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const entries = createKit(readChromeExtension(), { version, time: new Date(), hosting: { key, url } })
  return { id: toExtensionId(key), entries }
}

/** Returns the files of a folder of the kit, by their names in it. */
const filesIn = (entries: readonly Entry[], folder: string) =>
  entries.flatMap(({ path, content }): [string, Uint8Array][] =>
    path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), content]] : [],
  )

/** DevTools reach an extension that a policy installed only if a policy allows it. */
const testPolicy = JSON.stringify({ DeveloperToolsAvailability: 1, NativeMessagingBlocklist: ['*'] })

const reason = policySkipReason()

it.skipIf(shouldSkip(reason))(
  'Chromium installs the CRX by the policies of the kit, with its personas, and may start the companion',
  async () => {
    await using server = await startFileServer()
    const { id, entries } = createKitFor(server.url)
    for (const [name, content] of filesIn(entries, 'server')) server.files.set(name, content)
    await using folder = await createTemporaryFolder('administrators')
    const program = await writeChromiumWithPolicies(folder.path, {
      ...Object.fromEntries(filesIn(entries, 'linux/etc/chromium/policies/managed')),
      'test.json': testPolicy,
    })
    const withoutExtensions = /^--(?:disable-extensions-except|load-extension|disable-background-networking)/
    const browser = await chromium.launchPersistentContext(join(folder.path, 'profile'), {
      executablePath: program,
      headless: false,
      args: chromiumFlags({ extensions: [], hosts: [], spki: '', headless: true }).filter(
        flag => !withoutExtensions.test(flag),
      ),
      ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
      env: await createBrowserEnvironment(join(folder.path, 'home')),
    })
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
    const { entries } = createKitFor(server.url)
    server.files.set(addonName(version), readFileSync(findArtifact(addonName(version))))
    await using folder = await createTemporaryFolder('administrators')
    const overlayFolder = join(folder.path, 'distribution')
    mkdirSync(overlayFolder)
    for (const [name, content] of filesIn(entries, 'firefox'))
      writeFileSync(join(overlayFolder, name), content)
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
