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
  /** Of the double; its host is always {@link hubHost}. */
  qlik?: Omit<DoubleOptions, 'host'>
  /** Whether the browser knows the companion. */
  companion?: 'installed' | 'absent'
  /** Which of the double's folders of certificates the site uses. */
  certificates?: FolderName
  /** Further arguments of `hubpass site add`, which win over ours, e.g. `['--users', 'TESTING_*\\*']`. */
  site?: readonly string[]
  /** Whether asking for the host is answered with yes by itself, or by a prompt that somebody has to see. */
  permission?: 'granted' | 'ask'
  /** Folders of further extensions, loaded beside ours. */
  extensions?: readonly string[]
  /** The page of first steps, which the browser opens as soon as it has the extension. */
  welcome?: 'closed' | 'open'
  /** What the extension speaks, whatever the browser does, e.g. `de`. */
  language?: string
  /** What an administrator sets for the extension; only where there is no {@link policySkipReason}. */
  policy?: object
  /**
   * Whose browser it is. The tests of a file, and of further ones, share one where nothing else is asked for here; `own` is for a
   * test that changes what is not put back: private windows, zoom, settings of the browser.
   */
  browser?: 'shared' | 'own'
  /** An X display to be headed on, or `own` for this machine's; without one the browser is headless. */
  display?: string | undefined
}

/** What the browser calls this machine: a cookie's domain needs a name with a dot. */
export const hubHost = 'hub.qlik.test'

/** Another name of this machine, which no Qlik Sense goes by. */
export const otherHubHost = 'other.qlik.test'

const hosts = [hubHost, otherHubHost]

/** What the companion calls the double's site. */
export const siteId = 'demo'

/**
 * All that a sign-in needs, real but for Qlik Sense itself: the double, the built companion with a home of its own, and a
 * browser with the shipped extension and the profile of a new one. At its end nothing of it is left, and no companion either; in the
 * registry of Windows, which all browsers share, the companion of before is registered again.
 *
 * ```ts
 * await using harness = await World.open({ certificates: 'foreign' })
 * ```
 */
export class E2EHarness implements AsyncDisposable {
  readonly extensionId = readExtensionId()
  readonly #belongings: AsyncDisposableStack

  static async open(settings: E2EOptions = {}): Promise<E2EHarness> {
    const belongings = new AsyncDisposableStack()
    try {
      const qlik = belongings.use(await QlikSenseDouble.start({ ...settings.qlik, host: hubHost }))
      const harness = await (isShareable(settings) ? openShared : openOwn)(belongings, settings, qlik)
      if (settings.permission !== 'ask') await harness.grantPermission(qlik.hub)
      return harness
    } catch (thrown) {
      await belongings[Symbol.asyncDispose]()
      throw thrown
    }
  }

  constructor(
    belongings: AsyncDisposableStack,
    readonly qlik: QlikSenseDouble,
    /** The companion's. */
    readonly home: string,
    readonly browser: BrowserContext,
    /** The browser's. */
    readonly profile: string,
  ) {
    this.#belongings = belongings
  }

  /** The popup in a tab, ready to be typed in. */
  async openPopup(prepare?: (page: Page) => Promise<void>): Promise<PopupPage> {
    const page = await this.browser.newPage()
    await prepare?.(page)
    return PopupPage.open(page, popupUrl(this.extensionId))
  }

  /** The page of first steps, once the browser has opened it. */
  welcomePage(): Promise<Page> {
    return findWelcomePage(this.browser)
  }

  /** The page of first steps, opened once more. */
  async openWelcome(): Promise<Page> {
    const page = await this.browser.newPage()
    await page.goto(welcomeUrl(this.extensionId))
    return page
  }

  /** The tab that shows the hub of a virtual proxy, once there is one. */
  hubPage(prefix = ''): Promise<Page> {
    const address = hubUrl(this.qlik.hub, prefix)
    return pollUntil(`a tab shows ${address}`, () =>
      this.browser.pages().find(page => page.url() === address),
    )
  }

  /** The cookies that the browser sends to the hub. */
  hubCookies(): Promise<Cookie[]> {
    return this.browser.cookies(this.qlik.hub)
  }

  /** Lets the extension have another hub than the double's usual one. */
  grantPermission(hub: string): Promise<void> {
    return grantHostPermission(this.browser, this.extensionId, toOriginPattern(hub))
  }

  /** Something more that ends with this harness. */
  use(thing: AsyncDisposable): void {
    this.#belongings.use(thing)
  }

  stopWorker(): Promise<void> {
    return stopWorker(this.browser, this.extensionId)
  }

  /** Process ids of the companions that this browser has started and that still run. */
  companionProcesses(): number[] {
    return listCompanionProcesses(this.home)
  }

  /** The companion's commands for people, with this world's home. */
  hubpass(...args: string[]): Promise<CompanionOutput> {
    return runCompanion(this.home, args)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#belongings[Symbol.asyncDispose]()
  }
}

/** Whether the browser can be put back to what it was before the test. On Windows the registry belongs to all browsers. */
const isShareable = ({ browser, display, extensions, language, permission, policy, welcome }: E2EOptions) =>
  browser !== 'own' &&
  process.platform !== 'win32' &&
  permission !== 'ask' &&
  welcome !== 'open' &&
  [display, extensions, language, policy].every(setting => setting === undefined)

async function openShared(
  belongings: AsyncDisposableStack,
  settings: E2EOptions,
  qlik: QlikSenseDouble,
): Promise<E2EHarness> {
  const borrowed = belongings.use(await borrowProfile(hosts, qlik.certificates.spki))
  const { browser, home, profile } = borrowed
  await addSite(settings, home, qlik)
  if (settings.companion !== 'absent') await borrowed.installCompanion()
  return new E2EHarness(belongings, qlik, home, browser, profile)
}

async function openOwn(
  belongings: AsyncDisposableStack,
  settings: E2EOptions,
  qlik: QlikSenseDouble,
): Promise<E2EHarness> {
  const { path } = belongings.use(await createTemporaryFolder('world'))
  const home = join(path, 'home')
  const profile = join(path, 'profile')
  belongings.defer(() => assertCompanionsEnded(home))
  if (process.platform === 'win32') belongings.defer(() => runCompanionOrThrow(home, ['uninstall']))
  const companion = configureCompanion(settings, { home, profile, qlik })
  // Waited for in any case: what is only half there cannot be cleaned up.
  const companionIsSettled = companion.catch(() => {})
  belongings.defer(() => companionIsSettled)
  const browser = await startBrowser(belongings, { ...settings, home, profile, qlik })
  await Promise.all([settings.welcome === 'open' || closeWelcomePage(browser), companion])
  return new E2EHarness(belongings, qlik, home, browser, profile)
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
    extensions = [],
  }: HarnessParts & Omit<E2EOptions, 'qlik'>,
): Promise<BrowserContext> {
  const { spki } = qlik.certificates
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
  const doors = ['--qps', toLocalhost(qlik.qps), '--qrs', toLocalhost(qlik.qrs)]
  await runCompanionOrThrow(home, ['site', 'add', siteId, '--hub', qlik.hub, '--pem', pem, ...doors, ...site])
}

/** Only the browser knows the name; the companion asks the machine. */
export const toLocalhost = (origin: string): string => `localhost:${new URL(origin).port}`
