import { chromium } from 'playwright-core'
import { launch } from 'puppeteer-core'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { findExecutable } from '../../scripts/setup/run-program.mjs'
import { chromiumFlags } from '../support/chromium-flags.ts'
import { logInForTool, signedInUser, spellings, wideCookie } from '../support/log-in-for-tool.ts'
import { requireTool } from './support/tools.ts'

const executablePath = findBrowser() ?? ''
const chromedriver = findExecutable('chromedriver') ?? ''

const flagsFor = ({ qlik }: { qlik: { certificates: { spki: string } } }) =>
  chromiumFlags({
    extensions: [],
    hosts: ['hub.qlik.test'],
    spki: qlik.certificates.spki,
    headless: true,
  }).filter(flag => !/extension/.test(flag))

/** The parts of Selenium and WebdriverIO that the tests use. */
interface Driver {
  get(url: string): Promise<void>
  manage(): { addCookie(cookie: unknown): Promise<void>; getCookies(): Promise<unknown[]> }
  findElement(locator: unknown): { getText(): Promise<string> }
  quit(): Promise<void>
}

async function openSelenium(flags: readonly string[], isBidi: boolean): Promise<Driver> {
  const { Builder } = requireTool('selenium-webdriver')
  const chrome = requireTool('selenium-webdriver/chrome')
  const options = new chrome.Options()
  options.setChromeBinaryPath(executablePath)
  options.addArguments(...flags)
  if (isBidi) options.enableBidi()
  return new Builder()
    .forBrowser('chrome')
    .setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder(chromedriver))
    .build()
}

const BidiSchema = v.object({
  cookie: v.looseObject({
    name: v.string(),
    value: v.object({ type: v.literal('string'), value: v.string() }),
    domain: v.string(),
  }),
})

/** As browsers tell it: with a dot for the whole domain. */
const cookiesOf = ({ cookieDomain }: { cookieDomain?: string }) => [
  { domain: cookieDomain === undefined ? 'localhost' : `.${cookieDomain}`, httpOnly: true, secure: true },
]

/** What the contexts of Playwright and Puppeteer have in common. */
interface Context {
  newPage(): Promise<{ goto(url: string): Promise<{ json(): Promise<unknown> } | null> }>
}

async function expectSignedIn(context: Context, currentUser: string): Promise<void> {
  const page = await context.newPage()
  const response = await page.goto(currentUser)
  expect(await response?.json()).toMatchObject(signedInUser)
}

describe.each([...spellings, wideCookie])('with $title', spelling => {
  it('Playwright opens the hub with the storage state of login', async () => {
    await using login = await logInForTool('playwright', spelling)
    const browser = await chromium.launch({ executablePath, args: flagsFor(login) })
    try {
      const context = await browser.newContext({ storageState: login.file })
      await expectSignedIn(context, login.currentUser)
      expect(await context.cookies()).toMatchObject(cookiesOf(spelling))
    } finally {
      await browser.close()
    }
  })

  it('Puppeteer opens the hub with the cookies of login', async () => {
    await using login = await logInForTool('puppeteer', spelling)
    const browser = await launch({ executablePath, args: flagsFor(login) })
    try {
      const context = await browser.createBrowserContext()
      await context.setCookie(...JSON.parse(login.content))
      await expectSignedIn(context, login.currentUser)
      expect(await context.cookies()).toMatchObject(cookiesOf(spelling))
    } finally {
      await browser.close()
    }
  })

  it('Selenium opens the hub with the cookie of login', async () => {
    await using login = await logInForTool('webdriver', spelling)
    const driver = await openSelenium(flagsFor(login), false)
    try {
      await driver.get(`${login.qlik.hub}/no-such-page`)
      await driver.manage().addCookie(JSON.parse(login.content))
      await driver.get(login.currentUser)
      const text = await driver.findElement({ css: 'body' }).getText()
      expect(JSON.parse(text)).toMatchObject(signedInUser)
      expect(await driver.manage().getCookies()).toMatchObject(cookiesOf(spelling))
    } finally {
      await driver.quit()
    }
  })

  it('Selenium opens the hub with the BiDi cookie of login, without a page before', async () => {
    await using login = await logInForTool('selenium-bidi', spelling)
    const driver = await openSelenium(flagsFor(login), true)
    try {
      const storage = await requireTool('selenium-webdriver/bidi/storage')(driver)
      const { PartialCookie } = requireTool('selenium-webdriver/bidi/partialCookie')
      const { BytesValue } = requireTool('selenium-webdriver/bidi/networkTypes')
      const { cookie } = v.parse(BidiSchema, JSON.parse(login.content))
      const { name, value, domain, ...attributes } = cookie
      const partial = new PartialCookie(name, new BytesValue(BytesValue.Type.STRING, value.value), domain)
      for (const [key, each] of Object.entries(attributes)) partial[key](each)
      await storage.setCookie(partial)
      await driver.get(login.currentUser)
      const text = await driver.findElement({ css: 'body' }).getText()
      expect(JSON.parse(text)).toMatchObject(signedInUser)
    } finally {
      await driver.quit()
    }
  })

  it('WebdriverIO opens the hub with the cookies of login', async () => {
    await using login = await logInForTool('wdio', spelling)
    const { remote } = requireTool('webdriverio')
    const browser = await remote({
      logLevel: 'warn',
      capabilities: {
        browserName: 'chrome',
        'wdio:chromedriverOptions': { binary: chromedriver },
        'goog:chromeOptions': { binary: executablePath, args: flagsFor(login) },
      },
    })
    try {
      await browser.url(`${login.qlik.hub}/no-such-page`)
      await browser.setCookies(JSON.parse(login.content))
      await browser.url(login.currentUser)
      expect(JSON.parse(await browser.$('body').getText())).toMatchObject(signedInUser)
      expect(await browser.getCookies()).toMatchObject(cookiesOf(spelling))
    } finally {
      await browser.deleteSession()
    }
  })
})
