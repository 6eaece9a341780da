import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, chromium } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenes } from '../popup/gallery/scenes.ts'

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
    executablePath: process.env.HUBPASS_BROWSER ?? '/usr/bin/chromium',
    args: '--no-sandbox --headless=new --disable-background-networking --disable-component-update --disable-sync --disable-quic --no-first-run'.split(
      ' ',
    ),
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

describe.each(['light', 'dark'] as const)('in %s', colorScheme => {
  it.each(Object.keys(scenes))('shows %s to everybody, within its frame', async scene => {
    await using page = await open(scene, colorScheme)
    await page.getByRole('button', { name: 'More' }).click()
    await page.screenshot({ path: join(pictures, `${scene}-${colorScheme}-more.png`), fullPage: true })
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'More' }).click()
    await page.screenshot({ path: join(pictures, `${scene}-${colorScheme}.png`), fullPage: true })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
    expect(page.errors).toEqual([])
  })
})

async function violations(page: Awaited<ReturnType<typeof open>>) {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: placeholder
    const { violations } = await (globalThis as any).axe.run()
    return violations.map(
      (violation: { id: string; nodes: { html: string }[] }) =>
        `${violation.id}: ${violation.nodes.map(({ html }) => html).join(' ')}`,
    )
  })
}
