import { expect, test } from 'vitest'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { findingOf, toFinding } from '#protocol/findings/to-finding'
import { judgeErrorPage } from '../../../../src/background/run/steps/explain-error-page.ts'
import {
  type Harness,
  listCommands,
  request,
  startWithPage,
  waitForOutcome,
  waitUntilReady,
} from '../../../support/background-harness.ts'
import { findingSamples } from '../../../support/finding-samples.ts'

const hub = 'https://qlik.example.com/hub/'
const [, siteRoot = expect.fail('a sample')] = findingSamples.HUB_CERTIFICATE_NOT_TRUSTED
const distrust = findingOf('HUB_CERTIFICATE_NOT_TRUSTED', siteRoot)
const refused = findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:443' })
const warningPage = { url: hub, title: 'Privacy error' }

type Tab = Parameters<typeof judgeErrorPage>[1]

const judge = (tab: Tab, finding: Finding | undefined, isFirefox = false) =>
  toFinding(judgeErrorPage(hub, tab, finding, isFirefox))

test.each(['Privacy error', 'Datenschutzfehler', 'プライバシー エラー', ''])(
  'judgeErrorPage blames the certificate on a warning with the title "%s"',
  title => expect(judge({ url: hub, title }, distrust)).toEqual(distrust),
)

test.each([
  ['a page about the network', { url: hub, title: 'qlik.example.com' }],
  ['a page that has no title yet', { url: hub, title: 'qlik.example.com/hub/' }],
  ['a page of another port', { url: 'https://qlik.example.com:4244/x/', title: 'Privacy error' }],
  ['a page over http', { url: 'http://qlik.example.com/hub/', title: 'Privacy error' }],
  ['a page without permission', { url: undefined, title: undefined }],
])('judgeErrorPage does not blame the certificate for %s', (_, tab) => {
  const finding = judge(tab, distrust)
  expect(finding).toMatchObject({ code: 'HUB_UNREACHABLE' })
  expect(finding.message).toBe(`Could not open the hub ${hub}: the browser shows an error page.`)
})

test('judgeErrorPage recognizes an international host in the title of a page about the network', () => {
  const address = 'https://xn--mnchen-3ya.test/hub/'
  const tab = { url: address, title: 'münchen.test' }
  expect(judgeErrorPage(address, tab, distrust, false)).toMatchObject({ code: 'HUB_UNREACHABLE' })
})

test('judgeErrorPage says what the companion sees of the network', () => {
  expect(judge(warningPage, refused).message).toBe(
    `Could not open the hub ${hub}: the browser shows an error page, and the companion reports: qlik.example.com:443 refused the connection.`,
  )
})

test('judgeErrorPage claims nothing if the companion knows nothing', () => {
  expect(judge(warningPage, undefined).message).toBe(
    `Could not open the hub ${hub}: the browser shows an error page.`,
  )
})

test('judgeErrorPage names the way out for Firefox, and keeps what others translate', () => {
  expect(distrust.remedy).toContain('"certutil -d sql:')
  expect(judge(warningPage, distrust, true)).toMatchObject({
    details: { browser: 'firefox' },
    remedy: expect.stringContaining('settings of Firefox'),
  })
  const reasons = { names: { id: 'reason.noNames', values: {} } }
  const nameless = { ...distrust, details: { ...siteRoot, reason: 'name', names: 'none' }, reasons }
  expect(judge(warningPage, nameless, true)).toMatchObject({ details: { names: 'none' }, reasons })
})

function showErrorPage({ browser: { ports, hub } }: Harness): void {
  ports.tabScripting.readDocument = async () => undefined
  ports.tabs.waitUntilLoaded = async id => ({ id, active: true, url: `${hub}/hub/` })
}

test('a run whose tab cannot be read asks the companion about the hub, and is rolled back', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.companion.hubProblem = distrust
  showErrorPage(bg)
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding).toMatchObject({ code: 'HUB_CERTIFICATE_NOT_TRUSTED' })
  expect(bg.companion.sessions).toEqual([])
  expect(bg.browser.cookieJar.size).toBe(0)
})

test('a run does not ask about the certificate while its tab can be read', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(listCommands(bg.companion)).not.toContain('checkHub')
})

test('a run with an older companion says that the browser shows an error page', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.companion.fail(
    'checkHub',
    failure('BAD_REQUEST', { field: 'Command', received: 'checkHub', expected: 'one of' }),
  )
  showErrorPage(bg)
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.message).toContain('the browser shows an error page.')
})

test('a run that is canceled while it asks about the hub says so', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  const gate = bg.companion.hold('checkHub')
  showErrorPage(bg)
  bg.page.sendIntent({ intent: 'signIn', request })
  await gate.reached
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'cancelled')
  gate.release()
})
