import { join } from 'node:path'
import { type Browser, launch } from 'puppeteer-core'
import { firefoxExtensionId } from '#protocol/constants'
import { findFirefox } from '../../../scripts/setup/firefox.mjs'
import { fromRoot } from '../../../scripts/setup/root.mjs'
import { sendBidi } from './bidi.ts'

/** The shipped build for Firefox. */
export const firefoxExtensionFolder = fromRoot('dist', 'firefox')

/** The host part of the pages' addresses, which Firefox otherwise draws by lot. */
const pageHost = '0f9d3a52-7c5e-4a44-9d0c-1b2c3d4e5f60'

/** Returns the address of a page of the extension. */
export const toFirefoxPageUrl = (path: string): string => `moz-extension://${pageHost}/${path}`

export interface FirefoxOptions {
  /** Firefox searches host manifests below it. */
  home: string
  /** Environment variables, which the companion inherits. */
  env: Record<string, string>
  /** The host names of this machine. */
  hosts: readonly string[]
  /** Whether a permission request shows its prompt, or is granted to a click without one. */
  permission: 'granted' | 'ask'
  /** Whether the extension may run in private windows. */
  isPrivateAllowed: boolean
  /** The file of a packed add-on, in place of the build. */
  addon?: string | undefined
}

export interface LaunchOptions extends Pick<FirefoxOptions, 'home' | 'env' | 'hosts' | 'permission'> {
  /** Replaces the browser that was found. */
  program?: string
  preferences?: Record<string, unknown>
}

/** Starts Firefox with the shipped extension. */
export async function openFirefox({ isPrivateAllowed, addon, ...options }: FirefoxOptions): Promise<Browser> {
  const browser = await launchFirefox(options)
  await sendBidi(browser, 'webExtension.install', {
    extensionData:
      addon === undefined
        ? { type: 'path', path: firefoxExtensionFolder }
        : { type: 'archivePath', path: addon },
    'moz:allowPrivateBrowsing': isPrivateAllowed,
  })
  return browser
}

/** Starts Firefox without an extension. */
export const launchFirefox = ({
  home,
  env,
  hosts,
  permission,
  program = findFirefox() ?? 'firefox-esr',
  preferences = {},
}: LaunchOptions): Promise<Browser> =>
  launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    userDataDir: join(home, 'profile'),
    env: { ...process.env, ...env, HOME: home },
    acceptInsecureCerts: true,
    // Pages of extensions count as pages of the browser.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [firefoxExtensionId]: pageHost }),
      'extensions.webextOptionalPermissionPrompts': permission === 'ask',
      // The session store would hold the session cookies, which tests find on the disk.
      'browser.sessionstore.privacy_level': 2,
      'network.dns.localDomains': hosts.join(','),
      ...preferences,
    },
  })
