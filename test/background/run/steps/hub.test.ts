import { expect, test } from 'vitest'
import { assertHubShown, findHubTab } from '../../../../src/background/run/steps/hub.ts'
import { request, startWithPage, waitForOutcome } from '../../../support/background-harness.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const hub = 'https://qlik.test'
const hubUrl = `${hub}/sales/hub/`
const page = { url: hubUrl, title: 'Hub', status: 200 }

test.each([hubUrl, `${hubUrl}my/work`, `${hubUrl}#/stream`])('assertHubShown accepts %s', url => {
  expect(() => assertHubShown(hubUrl, { ...page, url }, 'X')).not.toThrow()
})

test('assertHubShown names the page that the proxy led to, without a query that may contain a ticket', () => {
  const url = `${hub}/sales/internal_forms_authentication/?targetId=1234`
  const finding = catchFinding(() => assertHubShown(hubUrl, { ...page, url }, 'X-Qlik-Session-sales'))
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(finding.message).toContain(`${hub}/sales/internal_forms_authentication/`)
  expect(JSON.stringify(finding)).not.toContain('1234')
  expect(finding.remedy).toContain('X-Qlik-Session-sales')
})

test.each([400, 403, 500])('assertHubShown reports status %d as an error page', status => {
  expect(catchFinding(() => assertHubShown(hubUrl, { ...page, status }, 'X'))).toMatchObject({
    code: 'HUB_ERROR_PAGE',
    details: { status },
  })
})

test('assertHubShown treats the Windows login page as a login page, although it answers 401', () => {
  const url = `${hub}/sales/internal_windows_authentication/?targetId=1234`
  const finding = catchFinding(() => assertHubShown(hubUrl, { ...page, url, status: 401 }, 'X'))
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(catchFinding(() => assertHubShown(hubUrl, { ...page, status: 401 }, 'X'))).toMatchObject({
    code: 'HUB_ERROR_PAGE',
  })
})

test.each([
  ['You cannot access Qlik Sense because you have no access pass.', 'Assign professional or analyzer access'],
  ['You cannot access Qlik Sense because you have too many sessions active in parallel.', 'user logout'],
])('assertHubShown quotes the hub\'s message "%s"', (refusal, remedy) => {
  const finding = catchFinding(() => assertHubShown(hubUrl, { ...page, refusal }, 'X'))
  expect(finding).toMatchObject({ code: 'HUB_ERROR_PAGE', details: { status: 200 } })
  expect(finding.message).toContain(refusal)
  expect(finding.remedy).toContain(remedy)
})

const createTab = (id: number, url: string | undefined, active = false) => ({ id, url, active })

test('findHubTab prefers the active tab of the virtual proxy', () => {
  const tabs = [
    createTab(1, `${hub}/sales/hub/`),
    createTab(2, `${hub}/sales/sense/app/1`, true),
    createTab(3, `${hub}/hub/`),
  ]
  expect(findHubTab(tabs, hub, 'sales')?.id).toBe(2)
  expect(findHubTab(tabs, hub, '')?.id).toBe(3)
})

test('findHubTab ignores the letter case of an address', () => {
  expect(findHubTab([createTab(1, `${hub}/Sales/Hub/`)], hub, 'sales')?.id).toBe(1)
  expect(findHubTab([createTab(1, `${hub}/Single/?appid=1`)], hub, '')?.id).toBe(1)
})

test.each([
  ['the QMC', `${hub}/sales/qmc/apps`],
  ['another virtual proxy', `${hub}/hub/`],
  ['another host', 'https://elsewhere.test/sales/hub/'],
  ['another port', 'https://qlik.test:8443/sales/hub/'],
  ['a hidden address', undefined],
])('findHubTab ignores a tab with %s', (_, url) => {
  expect(findHubTab([createTab(1, url, true)], hub, 'sales')).toBeUndefined()
})

test.each([
  ['HUB_UNREACHABLE', `${hub}/hub/`],
  ['NOT_SIGNED_IN', undefined],
])('run reports %s by the address that a new tab has in the end, not at first', async (code, url) => {
  const bg = await startWithPage()
  bg.browser.ports.tabs.show = async () => ({ id: 1, active: true, url: undefined })
  bg.browser.ports.tabs.waitUntilLoaded = async () => ({ id: 1, active: true, url })
  bg.browser.ports.tabScripting.readDocument = async () => undefined
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding).toMatchObject({ code })
})
