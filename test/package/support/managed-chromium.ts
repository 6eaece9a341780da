import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { createKit } from '../../../scripts/package/administrators/kit.ts'
import type { Entry } from '../../../scripts/package/entries.ts'
import { changeManifest, readChromeExtension } from '../../../scripts/package/extension.ts'
import { createBrowserEnvironment } from '../../support/browser-environment.ts'
import { chromiumFlags } from '../../support/chromium-flags.ts'
import { writeChromiumWithPolicies } from '../../support/managed-policy.ts'

/** Creates the key that signs the CRX of a kit. */
export const createKitKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** Makes a kit of a version for a server. */
export function createKitFor(hosting: { key: KeyObject; url: string }, version: string): Entry[] {
  const extension = changeManifest(readChromeExtension(), manifest => ({ ...manifest, version }))
  return createKit(extension, { version, time: new Date(), hosting })
}

/** Returns the files of a folder of the kit, by their names in it. */
export const filesIn = (entries: readonly Entry[], folder: string): [string, Uint8Array][] =>
  entries.flatMap(({ path, content }): [string, Uint8Array][] =>
    path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), content]] : [],
  )

/** DevTools reach an extension that a policy installed only if a policy allows it. */
const testPolicy = JSON.stringify({ DeveloperToolsAvailability: 1, NativeMessagingBlocklist: ['*'] })

/** Starts Chromium under the policies of a kit, with a profile in the folder. */
export async function openManagedChromium(folder: string, kit: readonly Entry[]): Promise<BrowserContext> {
  const program = await writeChromiumWithPolicies(folder, {
    ...Object.fromEntries(filesIn(kit, 'linux/etc/chromium/policies/managed')),
    'test.json': testPolicy,
  })
  const withoutExtensions = /^--(?:disable-extensions-except|load-extension|disable-background-networking)/
  return chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: program,
    headless: false,
    args: chromiumFlags({ extensions: [], hosts: [], spki: '', headless: true }).filter(
      flag => !withoutExtensions.test(flag),
    ),
    ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
    env: await createBrowserEnvironment(join(folder, 'home')),
  })
}
