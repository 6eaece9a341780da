import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FakeLink } from '../popup/gallery/fake-link.ts'
import { scenes } from '../popup/gallery/scenes.ts'
import { findBrowser } from '../tools/setup/find-browser.mjs'

const gallery = fileURLToPath(new URL('../popup/gallery', import.meta.url))
const pictures = fileURLToPath(new URL('../../test-results/popup', import.meta.url))

let server: PreviewServer
let browser: Browser
let built: string

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  built = await mkdtemp(join(tmpdir(), 'hubpass-gallery-'))
  const page = {
    root: gallery,
    configFile: false as const,
    logLevel: 'error' as const,
    build: { outDir: built },
  }
  await build({ ...page, build: { ...page.build, emptyOutDir: true, target: 'es2023' } })
  server = await preview({ ...page, preview: { port: 0, host: '127.0.0.1' } })
  browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: ['--headless=new', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(built, { recursive: true, force: true })
})

/** The popup in one of its states, as wide as the browser shows it. */
async function open(scene: string, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({ viewport: { width: 380, height: 600 }, colorScheme })
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(`${server.resolvedUrls?.local[0]}?scene=${scene}`)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  return Object.assign(page, { errors, [Symbol.asyncDispose]: () => page.close() })
}

describe.concurrent.each(['light', 'dark'] as const)('in %s', colorScheme => {
  it.each(Object.keys(scenes))('shows %s to everybody, within its frame', async scene => {
    await using page = await open(scene, colorScheme)
    await look(page, `${scene}-${colorScheme}`)
  })

  it('shows what is under More to everybody, within its frame', async () => {
    await using page = await open('filled', colorScheme)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Show session id' }).click()
    await page.mouse.move(0, 0)
    await look(page, `more-${colorScheme}`)
  })
})

describe.each(['light', 'dark'] as const)('in %s', colorScheme => {
  it('shows the virtual proxies over the form, where nothing moves', async () => {
    await using page = await open('proxies', colorScheme)
    const form = page.locator('form')
    const before = await form.boundingBox()
    await page.getByRole('combobox', { name: 'Virtual proxy prefix' }).press('ArrowDown')
    await page.getByRole('option', { name: /^sales/ }).hover()
    await look(page, `proxies-open-${colorScheme}`)
    expect(await form.boundingBox()).toEqual(before)
  })
})

it('stays where it is when the state arrives and while a run goes on', async () => {
  await using page = await open('connecting', 'light')
  const places = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('input, select, button.primary, .run, .run li'), element => {
        const { top, height } = element.getBoundingClientRect()
        return [element.tagName, top, height]
      }),
    )
  const before = await places()
  for (const scene of ['filled', 'proxies', 'working', 'passed']) {
    await page.evaluate(name => {
      const state = window.scenes[name]?.state
      if (state !== undefined) window.link.publish(state)
    }, scene)
    expect(await places()).toEqual(before)
  }
})

it.concurrent.each([
  'Site',
  'Virtual proxy prefix',
  'User directory',
  'User id',
  'Attribute name',
  'Attribute value',
  'Session id',
  'Cookie name',
])('signs in at Enter in %s', async label => {
  await using page = await open('filled', 'light')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByLabel(label, { exact: true }).first().press('Enter')
  expect(await page.evaluate(() => window.link.asked.map(asked => Object.keys(asked)[0]))).toEqual(
    expect.arrayContaining(['intent', 'permission']),
  )
})

/** Keeps a picture and expects that everybody can use the page and that nothing sticks out of it. */
async function look(page: GalleryPage, picture: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: true })
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => window.axe.run())
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
  expect(page.errors).toEqual([])
}

type GalleryPage = Page & { errors: string[] }

declare global {
  interface Window {
    axe: typeof axe
    link: FakeLink
    scenes: typeof scenes
  }
}
