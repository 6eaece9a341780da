import { expect, test } from 'vitest'
import type { SameSiteSetting } from '../../src/protocol/virtual-proxy.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { allowThirdPartyCookies, openPortal, portalOrigin } from '../support/portal.ts'

/** The numbers that QRS uses. */
const settings = { 'no attribute': 0, none: 1, lax: 2, strict: 3 } as const

const openHarness = (sameSite: SameSiteSetting) =>
  E2EHarness.open({
    browser: 'own',
    qlik: {
      virtualProxies: [
        { prefix: '', sameSiteAttributeHttps: settings[sameSite], hasSecureAttributeHttps: true },
      ],
    },
  })

/**
 * Signs in over the portal. A toolbar popup has activeTab, but a popup in a tab needs a permission.
 */
async function signInOverFrame(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  const portal = portalOrigin(harness)
  await harness.grantPermission(portal)
  await popup.requestHostPermission(portal)
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  return popup
}

const frameWarning = ({ page }: PopupPage) =>
  page.locator('[data-step=identity] .warning[data-code=NOT_IN_FRAME]')

test.each(['no attribute', 'lax', 'strict', 'none'] as const)(
  'run warns that a cross-site frame receives no cookie with SameSite %s',
  async sameSite => {
    await using harness = await openHarness(sameSite)
    // By default this Chromium blocks all cookies in cross-site frames.
    if (sameSite !== 'none') await allowThirdPartyCookies(harness)
    await openPortal(harness)
    const popup = await signInOverFrame(harness)
    const warning = await frameWarning(popup).textContent()
    expect(warning).toContain('https://localhost:')
    expect(warning?.toLowerCase()).toContain(`samesite attribute is ${sameSite}`)
    expect(warning).toContain(sameSite === 'none' ? 'Allow third-party cookies' : 'virtual proxy to None')
  },
)

test('run does not warn when SameSite None and third-party cookies sign the frame in', async () => {
  await using harness = await openHarness('none')
  await allowThirdPartyCookies(harness)
  await openPortal(harness)
  const popup = await signInOverFrame(harness)
  expect(await frameWarning(popup).count()).toBe(0)
  const framed = await openPortal(harness)
  expect(await framed.frameLocator('iframe').locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
})
