import { expect, test } from 'vitest'
import { host, World } from './fixtures/world.ts'

const parent = host.replace(/^[^.]+\./, '')

const portal = {
  prefix: 'portal',
  sessionCookieHeaderName: 'My-Portal',
  sessionCookieDomain: `.${parent}`,
  sameSiteAttributeHttps: 2,
} as const

const user = { prefix: 'portal', directory: 'DOMAIN', userId: 'User1' }

const cookieStep = async (popup: Awaited<ReturnType<World['openPopup']>>) =>
  (await popup.page.locator('[data-step=cookie]').textContent()) ?? ''

test('signs in with the cookie that the virtual proxy is set to, and says so', async () => {
  await using world = await World.open({ qlik: { virtualProxies: [portal] } })
  const popup = await world.openPopup()
  await popup.fill({ ...user, cookieName: 'Typed-Name' })
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  const [session] = world.qlik.sessions
  expect(await world.cookies()).toMatchObject([
    {
      name: 'My-Portal',
      value: session?.sessionId,
      domain: `.${parent}`,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      expires: -1,
    },
  ])
  const note = await cookieStep(popup)
  expect(note).toContain('My-Portal (all as in the QMC)')
  expect(note).toContain('not the typed "Typed-Name"')
})

test('takes such a cookie away again when the run fails', async () => {
  await using world = await World.open({ qlik: { virtualProxies: [portal] } })
  const before = { name: 'My-Portal', value: 'stale', domain: host, path: '/', secure: true }
  await world.browser.addCookies([before])
  await world.qlik.fault('garbage', { door: 'proxy', path: '/qps/user' })
  const popup = await world.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
  expect(await world.cookies()).toMatchObject([before])
  expect(world.qlik.sessions).toEqual([])
})

test('names a cookie domain that the hub does not belong to', async () => {
  const elsewhere = { ...portal, sessionCookieDomain: 'elsewhere.test' }
  await using world = await World.open({ qlik: { virtualProxies: [elsewhere] } })
  const popup = await world.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COOKIE_REJECTED' })
  expect(finding?.message).toContain(`domain .elsewhere.test does not belong to ${host}`)
  expect(world.qlik.sessions).toEqual([])
})

test('takes what was typed when QRS is not to be reached, and says why', async () => {
  await using world = await World.open({ qlik: { virtualProxies: [portal] } })
  await world.qlik.fault('refused', { door: 'qrs' })
  const popup = await world.openPopup()
  await popup.fill({ ...user, cookieName: 'My-Portal' })
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(await world.cookies()).toMatchObject([{ name: 'My-Portal', domain: host, secure: true }])
  const note = await cookieStep(popup)
  expect(note).toContain('My-Portal as typed; host-only, Secure, no SameSite by default')
  expect(note).toContain('no settings: Nothing answers at')
})

test('takes the defaults for what an older Qlik Sense does not have', async () => {
  const unknowns = { virtualProxyFields: 'old' } as const
  await using world = await World.open({ qlik: { virtualProxies: [portal], unknowns } })
  const popup = await world.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(await cookieStep(popup)).toContain(
    `My-Portal, domain .${parent} as in the QMC; Secure, no SameSite by default`,
  )
})
