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

/** The pages that have a gallery: `test/<page>/gallery`. */
export type StoryPageName = 'popup' | 'options' | 'welcome'

export type ColorScheme = 'light' | 'dark'
export const colorSchemes: readonly ColorScheme[] = ['light', 'dark']

export interface Appearance {
  scheme?: ColorScheme
  width?: number
  language?: string
}

/** A page in one of its states; what it throws is kept. */
export type StoryPage = Page & { errors: string[]; width: number } & AsyncDisposable

/** One of our pages in a plain browser, with a link that says what it is told to. */
export class StoryRunner implements AsyncDisposable {
  /** Where its pictures lie. */
  readonly screenshotFolder: string
  readonly #free = new Map<string, StoryPage[]>()

  private constructor(
    name: StoryPageName,
    readonly browser: Browser,
    readonly server: PreviewServer,
    readonly built: string,
  ) {
    this.screenshotFolder = fromRoot('test-results', name)
  }

  static async open(name: StoryPageName): Promise<StoryRunner> {
    const built = await mkdtemp(join(tmpdir(), 'hubpass-gallery-'))
    const site = {
      root: fromRoot('test', name, 'gallery'),
      configFile: false as const,
      logLevel: 'error' as const,
      build: { outDir: built, emptyOutDir: true, target: 'es2023' },
    }
    await build(site)
    const server = await preview({ ...site, preview: { port: 0, host: '127.0.0.1' } })
    const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: storyBrowserFlags })
    const gallery = new StoryRunner(name, browser, server, built)
    await mkdir(gallery.screenshotFolder, { recursive: true })
    return gallery
  }

  /** A scene, drawn. */
  async show(
    scene: string,
    { scheme = 'light', width = 380, language = 'en' }: Appearance = {},
  ): Promise<StoryPage> {
    const page = await this.#pageFor(scheme, width)
    page.errors.length = 0
    // What a test has asked for may still be on.
    await page.emulateMedia({ media: null, reducedMotion: null, colorScheme: scheme })
    const query = new URLSearchParams({ scene, lang: language })
    await page.goto(`${this.server.resolvedUrls?.local[0]}?${query}`)
    await page.locator('main').waitFor()
    return page
  }

  /** One that is free, since a page takes longer to open than any scene to be drawn. */
  async #pageFor(scheme: ColorScheme, width: number): Promise<StoryPage> {
    const key = `${scheme} ${width}`
    const free = this.#free.get(key) ?? []
    this.#free.set(key, free)
    const known = free.pop()
    if (known !== undefined) return known
    const page = await this.browser.newPage({ viewport: { width, height: 600 }, colorScheme: scheme })
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    const shown: StoryPage = Object.assign(page, {
      errors,
      width,
      [Symbol.asyncDispose]: async () => void free.push(shown),
    })
    return shown
  }

  /** Keeps a picture and expects that everybody can use the page and that nothing sticks out of it. */
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
