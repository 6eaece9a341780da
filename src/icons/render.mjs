/**
 * Draws mark.svg as 16.png to 128.png with an installed Chromium: `node src/icons/render.mjs [path
 * of the browser]`. The pictures are committed; this runs again only when the drawing changes.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const resolvePath = name => fileURLToPath(new URL(name, import.meta.url))
const mark = (await readFile(resolvePath('mark.svg'), 'utf8')).replace(
  '<svg',
  '<svg width="100%" height="100%"',
)

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const size of [16, 32, 48, 128]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<body style="margin:0">${mark}`)
  await page.screenshot({ path: resolvePath(`${size}.png`), omitBackground: true })
}
await browser.close()
