import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import type webExtension from 'webextension-polyfill'
import { toOriginPattern } from '#shared/hub-location'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { assertCompanionsEnded } from '../companion-processes.ts'
import { AsyncDisposableStack } from '../disposable-stack.ts'
import { hubHost, listSiteArguments } from '../e2e-harness.ts'
import { pollUntil } from '../poll-until.ts'
import { runCompanionOrThrow } from '../run-companion.ts'
import { createTemporaryFolder } from '../temporary-folder.ts'
import { FirefoxPopup } from './firefox-popup.ts'
import { writeFirefoxPolicy } from './managed-storage.ts'
import { type FirefoxOptions, openFirefox } from './open-firefox.ts'

/** The API of the extension, in the pages where the functions below run. */
declare const browser: typeof webExtension

export interface FirefoxHarnessOptions
  extends Partial<Pick<FirefoxOptions, 'permission' | 'isPrivateAllowed' | 'addon'>> {
  /** Whether the companion is registered in Firefox. */
  companion?: 'installed' | 'absent'
  /** What `storage.managed` holds. */
  policy?: object
}

/** A tab that shows a page of the hub, as the extension sees it. */
export interface HubTab {
  title: string
  storeId: string
  isPrivate: boolean
}

/**
 * Everything that a sign-in in Firefox needs, real except for Qlik Sense. Firefox trusts any
 * certificate, because it does not know that of the double.
 */
export class FirefoxHarness implements AsyncDisposable {
  readonly browser: Browser
  readonly #resources: AsyncDisposableStack
  readonly #hubpass: RunHubpass

  static async open({
    companion = 'installed',
    permission = 'granted',
    isPrivateAllowed = false,
    policy,
    addon,
  }: FirefoxHarnessOptions = {}): Promise<FirefoxHarness> {
    const resources = new AsyncDisposableStack()
    try {
      const qlik = resources.use(await QlikSenseDouble.start({ host: hubHost }))
      const { path } = resources.use(await createTemporaryFolder('firefox'))
      const home = join(path, 'hubpass')
      resources.defer(() => assertCompanionsEnded(home))
      if (policy !== undefined) await writeFirefoxPolicy(path, policy)
      const starting = openFirefox({
        ...{ home: path, env: { HUBPASS_HOME: home }, hosts: [hubHost] },
        ...{ permission, isPrivateAllowed, addon },
      })
      // Always closed, even if the companion cannot be configured.
      resources.defer(async () => (await starting.catch(() => undefined))?.close())
      const hubpass = (args: readonly string[]) => runCompanionOrThrow(home, args, { HOME: path })
      await addSite(qlik, hubpass)
      if (companion === 'installed') await hubpass(installCommand)
      return new FirefoxHarness(resources, qlik, { browser: await starting, hubpass })
    } catch (thrown) {
      await resources[Symbol.asyncDispose]()
      throw thrown
    }
  }

  private constructor(
    resources: AsyncDisposableStack,
    readonly qlik: QlikSenseDouble,
    { browser, hubpass }: { browser: Browser; hubpass: RunHubpass },
  ) {
    this.#resources = resources
    this.#hubpass = hubpass
    this.browser = browser
  }

  /** Opens the popup in a tab and waits until it accepts input. */
  async openPopup(): Promise<FirefoxPopup> {
    return FirefoxPopup.open(await this.browser.newPage())
  }

  /** Registers the companion in Firefox, as a tester does. */
  install(): Promise<string> {
    return this.#hubpass(installCommand)
  }

  /** Lists the tabs that show the hub. Only the extension sees those of all stores. */
  hubTabs({ page }: FirefoxPopup): Promise<HubTab[]> {
    return page.evaluate(async pattern => {
      const tabs: (chrome.tabs.Tab & { cookieStoreId?: string })[] = await chrome.tabs.query({ url: pattern })
      return tabs.map(({ title = '', cookieStoreId = '', incognito }) => ({
        title,
        storeId: cookieStoreId,
        isPrivate: incognito,
      }))
    }, toOriginPattern(this.qlik.hub))
  }

  /** Returns the cookies that a store sends to the hub. */
  hubCookies({ page }: FirefoxPopup, storeId = 'firefox-default'): Promise<chrome.cookies.Cookie[]> {
    return page.evaluate(details => chrome.cookies.getAll(details), { url: `${this.qlik.hub}/`, storeId })
  }

  /** Opens the hub in a tab of a new container, in front of the popup's. Returns its store. */
  async openContainerTab({ page }: FirefoxPopup, name: string): Promise<string> {
    const storeId = await page.evaluate(
      async (name, url) => {
        const container = await browser.contextualIdentities.create({ name, color: 'red', icon: 'circle' })
        await browser.tabs.create({ url, cookieStoreId: container.cookieStoreId })
        return container.cookieStoreId
      },
      name,
      `${this.qlik.hub}/hub/`,
    )
    await pollUntil('the tab has loaded', () =>
      page.evaluate(
        async cookieStoreId => (await browser.tabs.query({ cookieStoreId, status: 'complete' })).length > 0,
        storeId,
      ),
    )
    return storeId
  }

  /** Returns the tooltips of the toolbar button on all tabs. */
  tabTitles({ page }: FirefoxPopup): Promise<string[]> {
    return page.evaluate(async () => {
      const tabs = await browser.tabs.query({})
      return Promise.all(tabs.map(({ id = 0 }) => browser.action.getTitle({ tabId: id })))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]()
  }
}

/** Runs a command of the companion with the homes of a harness. */
type RunHubpass = (args: readonly string[]) => Promise<string>

const installCommand = ['install', '--browser', 'firefox']

async function addSite(qlik: QlikSenseDouble, hubpass: RunHubpass): Promise<void> {
  await hubpass(listSiteArguments(qlik, await qlik.writeCertificates('good')))
}
