import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { type Comparison, measureMs } from './measure.ts'
import { qpsLocalhostUrl } from './shell-session.ts'

/** Measures the time from pressing Sign in until the hub tab in front shows the user. */
export async function compareClickToVerified(harness: E2EHarness): Promise<Comparison> {
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  // A key press reaches the page immediately. A Playwright click waits for frames first.
  await signInThrough(popup)
  const page = await harness.hubPage()
  let userId = 'User1'
  return {
    title: 'From a click on Sign in to the verified identity, with a connected companion',
    target: { against: 'the same steps by hand with Playwright', ratio: 1.3, comparison: 'at most' },
    subjects: {
      Hubpass: async () => {
        // The popup asks before it signs in the user of the tab again.
        userId = userId === 'User1' ? 'User2' : 'User1'
        await popup.field('User id').fill(userId)
        return measureMs(() => signInThrough(popup))
      },
      'the same steps by hand with Playwright': () =>
        measureMs(() => signInByHand(harness.browser, page, harness.qlik)),
    },
  }
}

async function signInThrough(popup: PopupPage): Promise<void> {
  await popup.page.keyboard.press('Enter')
  const outcome = await popup.waitForOutcome()
  if (outcome !== 'passed')
    throw new Error(`the run ended as ${outcome}: ${JSON.stringify(await popup.currentFinding())}`)
}

/** Signs in as an engineer without Hubpass would: POST, cookie, page, user query. */
async function signInByHand(browser: BrowserContext, page: Page, qlik: QlikSenseDouble): Promise<void> {
  const sessionId = randomUUID()
  await createSession(qlik, sessionId)
  const { hostname } = new URL(qlik.hub)
  const cookie = { name: 'X-Qlik-Session', value: sessionId, domain: hostname, path: '/' }
  await browser.addCookies([{ ...cookie, httpOnly: true, secure: true }])
  await page.goto(`${qlik.hub}/hub/`)
  const user: unknown = await page.evaluate(() => fetch('/qps/user').then(response => response.json()))
  if (!JSON.stringify(user).includes('User1')) throw new Error(`signed in as ${JSON.stringify(user)}`)
}

function createSession(qlik: QlikSenseDouble, sessionId: string): Promise<void> {
  const pem = (name: string): Buffer => readFileSync(join(qlik.certificates.folder, name))
  const key = '0123456789abcdef'
  return new Promise((resolve, reject) => {
    const post = request(`${qpsLocalhostUrl(qlik)}/qps/session?xrfkey=${key}`, {
      method: 'POST',
      agent: false,
      cert: pem('client.pem'),
      key: pem('client_key.pem'),
      ca: pem('root.pem'),
      headers: { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' },
    })
    post.on('response', response => response.resume().on('end', resolve))
    post.on('error', reject)
    post.end(JSON.stringify({ UserDirectory: 'DOMAIN', UserId: 'User1', SessionId: sessionId }))
  })
}
