import { describe, expect, it } from 'vitest'
import { hubHost } from '../../support/e2e-harness.ts'
import { FirefoxHarness } from '../../support/firefox/firefox-harness.ts'
import type { FirefoxPopup } from '../../support/firefox/firefox-popup.ts'
import { answerPermissionPrompt } from '../../support/firefox/permission-doorhanger.ts'
import { pollUntil } from '../../support/poll-until.ts'
import { firefoxSkipReason, shouldSkip } from '../../support/skip-reasons.ts'

const allPassed = ['passed', 'passed', 'passed', 'passed', 'passed', 'passed']
const user1 = { prefix: '', directory: 'DOMAIN', userId: 'User1' }
const reason = firefoxSkipReason()
const title = `Firefox${reason === undefined ? '' : ` (skipped: ${reason})`}`

/** Each test starts a Firefox, which takes most of its time, and so covers several sign-ins. */
describe(title, { skip: shouldSkip(reason), timeout: 120_000 }, () => {
  it('second user replaces the first, also on another virtual proxy, and a failed run changes nothing', async () => {
    await using harness = await FirefoxHarness.open()
    const popup = await harness.openPopup()
    await popup.fill(user1)
    await assertPrivateWindowExplained(popup)
    expect(harness.qlik.sessions).toEqual([])

    await popup.signIn()
    await popup.waitForText('You are DOMAIN\\User1')
    expect(await popup.states()).toEqual(allPassed)
    expect(await harness.hubCookies(popup)).toMatchObject([
      { name: 'X-Qlik-Session', domain: hubHost, path: '/', httpOnly: true, secure: true, session: true },
    ])

    await popup.fill({ userId: 'User2' })
    await popup.signIn()
    await popup.waitForText('You are DOMAIN\\User2')
    expect(await harness.hubTabs(popup)).toMatchObject([{ title: expect.stringContaining('User2') }])

    await popup.fill({ prefix: 'sales' })
    await popup.signIn()
    await popup.waitForText('User2 on sales')
    const cookies = await harness.hubCookies(popup)
    expect(cookies.map(({ name }) => name).toSorted()).toEqual(['X-Qlik-Session', 'X-Qlik-Session-sales'])

    const before = harness.qlik.sessions.map(({ sessionId }) => sessionId)
    await popup.fill({ userId: 'User3' })
    await harness.qlik.fault('refused', { endpoint: 'proxy' })
    await popup.signIn()
    await popup.waitForText('Not signed in as DOMAIN\\User3')
    expect(await popup.finding()).toMatchObject({ code: 'HUB_UNREACHABLE' })
    expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).toEqual(before)
    expect(await harness.hubCookies(popup)).toEqual(cookies)
  })

  it('missing companion is found after Try again, and a refused permission can be allowed', async () => {
    await using harness = await FirefoxHarness.open({ companion: 'absent', permission: 'ask' })
    const popup = await harness.openPopup()
    const missing = await popup.finding()
    expect(missing.code).toBe('COMPANION_NOT_INSTALLED')
    expect(missing.text).toContain('hubpass install')
    await harness.install()
    await popup.click('Try again')
    await popup.page.waitForSelector('.companion[data-status=ready]')

    await popup.fill(user1)
    await popup.signIn()
    await answerPermissionPrompt(harness.browser, 'deny')
    expect(await popup.waitForOutcome()).toBe('failed')
    expect(await popup.finding()).toMatchObject({ code: 'PERMISSION_DENIED' })
    expect(harness.qlik.sessions).toEqual([])
    await popup.signIn()
    await answerPermissionPrompt(harness.browser, 'allow')
    await popup.waitForText('You are DOMAIN\\User1')
  })

  it('second user signs in in a private window next to the first, if the tester allows it', async () => {
    await using harness = await FirefoxHarness.open({ isPrivateAllowed: true })
    const popup = await harness.openPopup()
    await popup.fill(user1)
    await popup.signIn()
    expect(await popup.waitForOutcome()).toBe('passed')
    await popup.fill({ userId: 'User2' })
    await popup.signIn('button[name=private]')
    await popup.waitForText('User2 is signed in on the default virtual proxy in the private window')
    const tabs = await harness.hubTabs(popup)
    expect(tabs.map(({ isPrivate, storeId }) => [isPrivate, storeId])).toEqual([
      [false, 'firefox-default'],
      [true, 'firefox-private'],
    ])
    expect(harness.qlik.sessions.map(({ userId }) => userId).toSorted()).toEqual(['User1', 'User2'])
  })

  it('sign-in uses the container of the tab, or the one that a persona of the policy owns', async () => {
    const anna = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'User3', container: 'Of Anna' }
    await using harness = await FirefoxHarness.open({ policy: { personas: [anna] } })
    const popup = await harness.openPopup()
    await popup.fill(user1)
    await popup.signIn()
    expect(await popup.waitForOutcome()).toBe('passed')

    const storeId = await harness.openContainerTab(popup, 'Testing')
    await popup.fill({ userId: 'User2' })
    await popup.signIn()
    await popup.waitForText('User2 is signed in on the default virtual proxy in the container Testing')
    expect(await popup.states()).toEqual(allPassed)
    const [[first], [second]] = [await harness.hubCookies(popup), await harness.hubCookies(popup, storeId)]
    expect(first?.value).not.toBe(second?.value)

    await popup.signIn('button[aria-label=Anna]')
    await popup.waitForText('User3 is signed in on the default virtual proxy in the container Of Anna')
    const users = (await harness.hubTabs(popup)).map(tab => [/User\d/.exec(tab.title)?.[0], tab.storeId])
    expect(users).toEqual([
      ['User1', 'firefox-default'],
      ['User2', storeId],
      ['User3', expect.stringMatching(/^firefox-container-\d+$/)],
    ])
    await pollUntil('each tab has the badge of its own user', async () => {
      const badges = (await harness.tabTitles(popup)).join('\n')
      return ['User1', 'User2', 'User3'].every(user => badges.includes(user))
    })
  })
})

/** Firefox lets no extension open its settings, so the popup has no button for it. */
async function assertPrivateWindowExplained(popup: FirefoxPopup): Promise<void> {
  await popup.signIn('button[name=private]')
  expect(await popup.waitForOutcome()).toBe('failed')
  const { code, text } = await popup.finding()
  expect(code).toBe('PRIVATE_WINDOWS_FORBIDDEN')
  expect(text).toContain('Run in Private Windows')
  expect(await popup.page.$eval('body', body => body.textContent)).not.toContain('Open extension settings')
}
