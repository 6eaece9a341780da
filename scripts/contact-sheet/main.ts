import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { listStoryPages, storyBrowserFlags } from '../../test/stories/story-pages.ts'
import { createBrowserEnvironment } from '../../test/support/browser-environment.ts'
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts'
import { findBrowser } from '../setup/find-browser.mjs'
import { fromRoot } from '../setup/root.mjs'
import { groupByState, renderSheet } from './sheet.ts'

/** Renders one picture of a page with all its states in a browser. */
async function renderContactSheet(browser: Browser, name: string): Promise<string> {
  const folder = fromRoot('test-results', name)
  const page = await browser.newPage({ viewport: { width: 3200, height: 1000 } })
  const html = join(folder, 'contact-sheet.html')
  await writeFile(html, renderSheet(`Hubpass: ${name}`, groupByState(await readdir(folder))))
  await page.goto(pathToFileURL(html).href)
  const picture = fromRoot('test-results', `contact-sheet-${name}.png`)
  await page.screenshot({ path: picture, fullPage: true })
  await page.close()
  return picture
}

await using home = await createTemporaryFolder('contact-sheet')
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '',
  args: storyBrowserFlags,
  env: await createBrowserEnvironment(home.path),
})
for (const name of listStoryPages().flatMap(page => [page, `${page}-languages`]))
  if (existsSync(fromRoot('test-results', name))) console.log(await renderContactSheet(browser, name))
await browser.close()
