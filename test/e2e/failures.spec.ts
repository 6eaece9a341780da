import { expect, test } from 'vitest'
import type { StepName } from '#shared/runs/run'
import { createManualClock } from '../doubles/qlik-sense/clock.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { E2EHarness, type E2EOptions, hubHost, siteId, toLocalhost } from '../support/e2e-harness.ts'
import type { SignInFields } from '../support/page-objects/popup-page.ts'

/** What fails, the step and code that the popup shows, and a part of the message. */
interface FailureCase {
  title: string
  settings?: E2EOptions
  typed?: SignInFields
  before?: (harness: E2EHarness) => unknown
  step: StepName | undefined
  code: string
  messagePart: string
}

const user: SignInFields = { directory: 'DOMAIN', userId: 'User1' }
const listSessionIds = ({ sessions }: QlikSenseDouble) => sessions.map(({ sessionId }) => sessionId)
const closeProxy = (harness: E2EHarness) => harness.qlik.fault('refused', { endpoint: 'proxy' })

const failures: FailureCase[] = [
  {
    title: 'attributes that no header can carry',
    typed: { attributes: [{ name: 'group', value: 'x'.repeat(70_000) }] },
    step: undefined,
    code: 'ATTRIBUTES_TOO_LARGE',
    messagePart: '65,536',
  },
  {
    title: 'a site that was removed after the popup opened',
    before: harness => harness.hubpass('site', 'remove', siteId),
    step: 'companion',
    code: 'SITE_UNKNOWN',
    messagePart: '"demo"',
  },
  {
    title: "a user outside the site's allow list",
    settings: { site: ['--users', 'TESTING_*\\*'] },
    step: 'session',
    code: 'USER_NOT_ALLOWED',
    messagePart: 'TESTING_*',
  },
  {
    title: "another site's client certificate",
    settings: { certificates: 'foreignClient' },
    step: 'credential',
    code: 'CERTIFICATE_NOT_FROM_SITE',
    messagePart: 'client.pem',
  },
  {
    title: 'the complete export of another site',
    settings: { certificates: 'foreign' },
    step: 'session',
    code: 'TLS_UNTRUSTED_ROOT',
    messagePart: 'root',
  },
  {
    title: 'a prefix that no virtual proxy has',
    typed: { prefix: 'nowhere' },
    step: 'session',
    code: 'VIRTUAL_PROXY_UNKNOWN',
    messagePart: '"nowhere"',
  },
  {
    title: 'a QPS port where nothing listens',
    before: harness => harness.qlik.fault('refused', { endpoint: 'qps' }),
    step: 'session',
    code: 'CONNECTION_REFUSED',
    messagePart: 'localhost:',
  },
  {
    title: 'a QPS response that is not JSON',
    before: harness => harness.qlik.fault('garbage', { endpoint: 'qps' }),
    step: 'session',
    code: 'UNEXPECTED_RESPONSE',
    messagePart: '201',
  },
  {
    title: 'a prefix that QPS accepts and the proxy does not know',
    settings: { qlik: { unknowns: { unknownPrefixOnQps: 'accept' } } },
    typed: { prefix: 'nowhere' },
    step: 'hub',
    code: 'HUB_ERROR_PAGE',
    messagePart: '400',
  },
  {
    title: 'a cookie name that differs from that of the virtual proxy',
    // QRS would return the correct name.
    settings: { site: ['--qrs', 'localhost:1'] },
    typed: { cookieName: 'X-Qlik-Session-other' },
    step: 'hub',
    code: 'NOT_SIGNED_IN',
    messagePart: 'authentication',
  },
  {
    title: 'a login page for Windows',
    settings: {
      site: ['--qrs', 'localhost:1'],
      qlik: { virtualProxies: [{ prefix: '', windowsAuthenticationEnabledDevicePattern: 'Mozilla' }] },
    },
    typed: { cookieName: 'X-Qlik-Session-other' },
    step: 'hub',
    code: 'NOT_SIGNED_IN',
    messagePart: 'internal_windows_authentication',
  },
  {
    title: 'a user without an access pass',
    settings: { qlik: { unknowns: { noAccessPass: 'hubPage' } } },
    typed: { userId: 'NoAccess' },
    step: 'hub',
    code: 'HUB_ERROR_PAGE',
    messagePart: 'you have no access pass',
  },
  {
    title: 'a sixth session of a user',
    settings: { qlik: { unknowns: { sixthSession: 'hubPage', limitCounts: 'allSessions' } } },
    before: ({ qlik }) => {
      for (let n = 0; n < 5; n += 1) qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1' })
    },
    step: 'hub',
    code: 'HUB_ERROR_PAGE',
    messagePart: 'too many sessions active in parallel',
  },
  {
    title: 'a hub that does not answer',
    before: closeProxy,
    step: 'hub',
    code: 'HUB_UNREACHABLE',
    messagePart: 'Could not open the hub',
  },
  {
    title: 'a user query response that is not JSON',
    before: harness => harness.qlik.fault('garbage', { endpoint: 'proxy', path: '/qps/user' }),
    step: 'identity',
    code: 'UNEXPECTED_RESPONSE',
    messagePart: '/qps/user',
  },
]

test.each(failures)('run fails with $code and cleans up: $title', async failure => {
  await using harness = await E2EHarness.open(failure.settings)
  const before = await harness.hubCookies()
  const popup = await harness.openPopup()
  await failure.before?.(harness)
  const held = listSessionIds(harness.qlik)
  await popup.fill({ ...user, ...failure.typed })
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: failure.code })
  expect(finding.message).toContain(failure.messagePart)
  expect(finding.remedy).not.toBe('')
  const failed = (await popup.steps()).find(({ state }) => state === 'failed')
  expect(failed?.name).toBe(failure.step)
  expect(listSessionIds(harness.qlik)).toEqual(held)
  expect(await harness.hubCookies()).toEqual(before)
})

test('run fails with NOT_SIGNED_IN when another node holds the session, and ends that session', async () => {
  await using otherNode = await QlikSenseDouble.start({ host: hubHost })
  await using harness = await E2EHarness.open({ site: ['--qps', toLocalhost(otherNode.qps)] })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(finding.remedy).toContain('hub and QPS of the same node')
  expect(otherNode.requests.map(({ method }) => method)).toContain('DELETE')
  expect(otherNode.sessions).toEqual([])
})

test('sign-in replaces a session that has timed out', async () => {
  const clock = createManualClock()
  await using harness = await E2EHarness.open({ qlik: { clock } })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')

  clock.advance({ minutes: 31 })
  expect(harness.qlik.sessions).toEqual([])
  await popup.page.bringToFront()
  await popup.signIn()
  await popup.waitForStep('companion', 'passed')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toHaveLength(1)
})
