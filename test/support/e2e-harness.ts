import { join } from 'node:path'
import type { BrowserContext, Cookie, Page } from 'playwright-core'
import { hubUrl } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { FolderName } from '../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import {
  copyExtensionWithLocale,
  extensionFolder,
  popupUrl,
  readExtensionId,
  welcomeUrl,
} from './built-extension.ts'
import { assertCompanionsEnded, listCompanionProcesses } from './companion-processes.ts'
import { AsyncDisposableStack } from './disposable-stack.ts'
import { grantHostPermission } from './extension-settings.ts'
import { writeBrowserWithPolicy } from './managed-policy.ts'
import { openBrowser } from './open-browser.ts'
import { PopupPage } from './page-objects/popup-page.ts'
import { pollUntil } from './poll-until.ts'
import { type CompanionOutput, runCompanion, runCompanionOrThrow } from './run-companion.ts'
import { borrowProfile } from './shared-browser.ts'
import { stopWorker } from './stop-worker.ts'
import { createTemporaryFolder } from './temporary-folder.ts'
import { closeWelcomePage, findWelcomePage } from './welcome-page.ts'

export interface E2EOptions {
  /** Options of the double. */
  qlik?: Omit<DoubleOptions, 'host'>
  /**
   * The host of the hub, by default {@link hubHost}, which only the browser resolves. The companion
   * resolves `localhost`, too.
   */
  host?: 'localhost'
  /** Whether the companion is registered in the browser. */
  companion?: 'installed' | 'absent'
  /** The certificate folder of the double that the site uses. */
  certificates?: FolderName
  /**
   * Further arguments of `hubpass site add`, which override the defaults, e.g. `['--users',
   * 'TESTING_*\\*']`.
   */
  site?: readonly string[]
  /** Whether a permission request is granted automatically or shows a prompt. */
  permission?: 'granted' | 'ask'
  /** Folders of further extensions to load. */
  extensions?: readonly string[]
  /** Whether the welcome page, which the browser opens on installation, stays open. */
  welcome?: 'closed' | 'open'
  /** Whether the browser trusts the certificate of the double. Default: true. */
  trustsHub?: boolean
  /** The language of the extension, whatever the browser's language, e.g. `de`. */
  language?: string
  /** The managed policy of the extension. Requires that {@link policySkipReason} is undefined. */
  policy?: object
  /**
   * Tests share one browser by default. Use `own` for tests that change what cannot be reset:
   * private windows, zoom or browser settings.
   */
  browser?: 'shared' | 'own'
  /**
   * The X display of a headed browser, or `own` for the machine's display. Without it the browser
   * is headless.
   */
  display?: string | undefined
}

/** The browser's name for this machine. A cookie domain needs a name with a dot. */
export const hubHost = 'hub.qlik.test'

/** Another name of this machine, which the double does not accept. */
export const otherHubHost = 'other.qlik.test'

const hosts = [hubHost, otherHubHost]

/** The companion's id for the site of the double. */
export const siteId = 'demo'

/**
 * Everything that a sign-in needs, real except for Qlik Sense: the double, the built companion with
 * its own home, and a browser with the shipped extension and a new profile.
 *
 * Disposing it removes everything, including the companion. On Windows, where all browsers share
 * the registry, it restores the previous registration.
 *
 * ```ts
 * await using harness = await E2EHarness.open({ certificates: 'foreign' })
 * ```
 */
export class E2EHarness implements AsyncDisposable {
  readonly extensionId = readExtensionId()
  readonly #resources: AsyncDisposableStack

  static async open(settings: E2EOptions = {}): Promise<E2EHarness> {
    const resources = new AsyncDisposableStack()
    try {
      const qlik = resources.use(
        await QlikSenseDouble.start({ ...settings.qlik, host: settings.host ?? hubHost }),
      )
      const harness = await (isShareable(settings) ? openShared : openOwn)(resources, settings, qlik)
      if (settings.permission !== 'ask') await harness.grantPermission(qlik.hub)
      return harness
    } catch (thrown) {
      await resources[Symbol.asyncDispose]()
      throw thrown
    }
  }

  constructor(
    resources: AsyncDisposableStack,
    readonly qlik: QlikSenseDouble,
    /** The companion's home. */
    readonly home: string,
    readonly browser: BrowserContext,
    /** The browser's user data folder. */
    readonly profile: string,
  ) {
    this.#resources = resources
  }

  /** Opens the popup in a tab and waits until it accepts input. */
  async openPopup(prepare?: (page: Page) => Promise<void>): Promise<PopupPage> {
    const page = await this.browser.newPage()
    await prepare?.(page)
    return PopupPage.open(page, popupUrl(this.extensionId))
  }

  /** Waits for the welcome page that the browser opens. */
  welcomePage(): Promise<Page> {
    return findWelcomePage(this.browser)
  }

  /** Opens the welcome page again. */
  async openWelcome(): Promise<Page> {
    const page = await this.browser.newPage()
    await page.goto(welcomeUrl(this.extensionId))
    return page
  }

  /** Waits for the tab that shows the hub of a virtual proxy. */
  hubPage(prefix = ''): Promise<Page> {
    const address = hubUrl(this.qlik.hub, prefix)
    return pollUntil(`a tab shows ${address}`, () =>
      this.browser.pages().find(page => page.url() === address),
    )
  }

  /** Returns the cookies that the browser sends to the hub. */
  hubCookies(): Promise<Cookie[]> {
    return this.browser.cookies(this.qlik.hub)
  }

  /** Grants the permission for another hub than the default one. */
  grantPermission(hub: string): Promise<void> {
    return grantHostPermission(this.browser, this.extensionId, toOriginPattern(hub))
  }

  /** Disposes `resource` together with this harness. */
  use(resource: AsyncDisposable): void {
    this.#resources.use(resource)
  }

  stopWorker(): Promise<void> {
    return stopWorker(this.browser, this.extensionId)
  }

  /** Returns the process ids of running companions that this browser has started. */
  companionProcesses(): number[] {
    return listCompanionProcesses(this.home)
  }

  /** Runs a command of the companion with the home of this harness. */
  hubpass(...args: string[]): Promise<CompanionOutput> {
    return runCompanion(this.home, args)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]()
  }
}

/**
 * Returns whether the browser can be reset after the test. On Windows all browsers share the
 * registry.
 */
const isShareable = ({
  browser,
  display,
  extensions,
  language,
  permission,
  policy,
  trustsHub,
  welcome,
}: E2EOptions) =>
  browser !== 'own' &&
  trustsHub !== false &&
  process.platform !== 'win32' &&
  permission !== 'ask' &&
  welcome !== 'open' &&
  [display, extensions, language, policy].every(setting => setting === undefined)

async function openShared(
  resources: AsyncDisposableStack,
  settings: E2EOptions,
  qlik: QlikSenseDouble,
): Promise<E2EHarness> {
  const borrowed = resources.use(await borrowProfile(hosts, qlik.certificates.spki))
  const { browser, home, profile } = borrowed
  await addSite(settings, home, qlik)
  if (settings.companion !== 'absent') await borrowed.installCompanion()
  return new E2EHarness(resources, qlik, home, browser, profile)
}

async function openOwn(
  resources: AsyncDisposableStack,
  settings: E2EOptions,
  qlik: QlikSenseDouble,
): Promise<E2EHarness> {
  const { path } = resources.use(await createTemporaryFolder('e2e'))
  const home = join(path, 'home')
  const profile = join(path, 'profile')
  resources.defer(() => assertCompanionsEnded(home))
  if (process.platform === 'win32') resources.defer(() => runCompanionOrThrow(home, ['uninstall']))
  const companion = configureCompanion(settings, { home, profile, qlik })
  // Always awaited, because an incomplete installation cannot be cleaned up.
  const companionIsSettled = companion.catch(() => {})
  resources.defer(() => companionIsSettled)
  const browser = await startBrowser(resources, { ...settings, home, profile, qlik })
  await Promise.all([settings.welcome === 'open' || closeWelcomePage(browser), companion])
  return new E2EHarness(resources, qlik, home, browser, profile)
}

interface HarnessParts {
  home: string
  profile: string
  qlik: QlikSenseDouble
}

async function startBrowser(
  resources: AsyncDisposableStack,
  {
    home,
    profile,
    qlik,
    display,
    language,
    policy,
    trustsHub = true,
    extensions = [],
  }: HarnessParts & Omit<E2EOptions, 'qlik'>,
): Promise<BrowserContext> {
  const spki = trustsHub ? qlik.certificates.spki : ''
  const extension =
    language === undefined ? extensionFolder : await copyExtensionWithLocale(language, `${profile}-extension`)
  const env = { HUBPASS_HOME: home }
  const program =
    policy === undefined
      ? undefined
      : await writeBrowserWithPolicy(`${profile}-policy`, readExtensionId(), policy)
  const browser = await openBrowser({ profile, env, extension, hosts, spki, display, extensions, program })
  resources.defer(() => browser.close())
  return browser
}

async function configureCompanion(
  settings: E2EOptions,
  { home, profile, qlik }: HarnessParts,
): Promise<void> {
  await addSite(settings, home, qlik)
  if (settings.companion !== 'absent')
    await runCompanionOrThrow(home, ['install', '--user-data-dir', profile])
}

async function addSite(
  { certificates = 'good', site = [] }: E2EOptions,
  home: string,
  qlik: QlikSenseDouble,
): Promise<void> {
  const pem = await qlik.writeCertificates(certificates)
  await runCompanionOrThrow(home, [...listSiteArguments(qlik, pem), ...site])
}

/** Returns the command that adds the site of a double. */
export const listSiteArguments = ({ hub, qps, qrs }: QlikSenseDouble, pem: string): string[] => [
  ...['site', 'add', siteId, '--hub', hub, '--pem', pem],
  ...['--qps', toLocalhost(qps), '--qrs', toLocalhost(qrs)],
  // Some tests need a site whose credential does not work.
  '--force',
]

/** Replaces the host by `localhost`: only the browser resolves {@link hubHost}. */
export const toLocalhost = (origin: string): string => `localhost:${new URL(origin).port}`
