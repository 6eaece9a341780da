import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { expect } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { storyBrowserFlags } from '../stories/story-pages.ts'
import { expectNoAxeViolations } from './accessibility.ts'
import { createBrowserEnvironment } from './browser-environment.ts'

/** Pages with stories: `test/stories/<page>`. */
export type StoryPageName = 'popup' | 'options' | 'welcome'

export type ColorScheme = 'light' | 'dark'
export const colorSchemes: readonly ColorScheme[] = ['light', 'dark']

export interface Appearance {
  scheme?: ColorScheme
  width?: number
  height?: number
  language?: string
}

/** The height that browsers allow a popup. */
const maxHeight = 600

/** A page that shows a story. It records the errors that the page throws. */
export type StoryPage = Page & { errors: string[]; width: number; height: number } & AsyncDisposable

/** Shows stories of one page in a plain browser, with a fake client. */
export class StoryRunner implements AsyncDisposable {
  /** The folder of its screenshots. */
  readonly screenshotFolder: string
  readonly #idlePages = new Map<string, StoryPage[]>()

  private constructor(
    name: StoryPageName,
    readonly browser: Browser,
    readonly server: PreviewServer,
    readonly built: string,
  ) {
    this.screenshotFolder = fromRoot('test-results', name)
  }

  static async open(name: StoryPageName): Promise<StoryRunner> {
    const built = await mkdtemp(join(tmpdir(), 'hubpass-stories-'))
    const site = {
      root: fromRoot('test', 'stories', name),
      configFile: false as const,
      logLevel: 'error' as const,
      build: { outDir: built, emptyOutDir: true, target: 'es2023' },
    }
    await build(site)
    const server = await preview({ ...site, preview: { port: 0, host: '127.0.0.1' } })
    const browser = await chromium.launch({
      executablePath: findBrowser() ?? '',
      args: storyBrowserFlags,
      env: await createBrowserEnvironment(join(built, 'home')),
    })
    const runner = new StoryRunner(name, browser, server, built)
    await mkdir(runner.screenshotFolder, { recursive: true })
    return runner
  }

  /** Draws a story. */
  async show(
    story: string,
    { scheme = 'light', width = 380, height = maxHeight, language = 'en' }: Appearance = {},
  ): Promise<StoryPage> {
    const page = await this.#pageIn(language)
    page.errors.length = 0
    // An earlier test may have left other settings.
    await page.emulateMedia({ media: null, reducedMotion: null, colorScheme: scheme })
    await page.mouse.move(0, 0)
    if (page.width !== width || page.height !== height) await page.setViewportSize({ width, height })
    Object.assign(page, { width, height })
    await page.evaluate(story => window.show(story), story)
    await page.locator('main').waitFor()
    return page
  }

  /**
   * Returns an idle page of that language, since loading a page takes longer than drawing a story.
   */
  async #pageIn(language: string): Promise<StoryPage> {
    const free = this.#idlePages.get(language) ?? []
    this.#idlePages.set(language, free)
    const known = free.pop()
    if (known !== undefined) return known
    const page = await this.#newPage({}, page => free.push(page))
    await page.goto(`${this.server.resolvedUrls?.local[0]}?lang=${language}`)
    await page.waitForFunction(() => 'show' in window)
    return page
  }

  /** Returns an empty page for a test to fill. */
  emptyPage(appearance: Appearance): Promise<StoryPage> {
    return this.#newPage(appearance, page => page.close())
  }

  async #newPage(
    { scheme = 'light', width = 380 }: Appearance,
    release: (page: StoryPage) => unknown,
  ): Promise<StoryPage> {
    const height = maxHeight
    const page = await this.browser.newPage({ viewport: { width, height }, colorScheme: scheme })
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    const storyPage: StoryPage = Object.assign(page, {
      errors,
      width,
      height,
      [Symbol.asyncDispose]: async () => void (await release(storyPage)),
    })
    return storyPage
  }

  /** Saves a screenshot and expects no axe violations and no overflow. */
  async captureAndCheck(page: StoryPage, picture: string): Promise<void> {
    await page.screenshot({ path: join(this.screenshotFolder, `${picture}.png`), fullPage: true })
    await expectNoAxeViolations(page)
    await this.expectNoOverflow(page)
  }

  async expectNoOverflow(page: StoryPage): Promise<void> {
    expect(page.errors).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.width)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close()
    await this.server.close()
    await rm(this.built, { recursive: true, force: true })
  }
}

declare global {
  interface Window {
    /** Replaces the current story. */
    show(story: string): void
  }
}
