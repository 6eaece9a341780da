import { expect, test } from 'vitest'
import { assertHubShown, findHubTab } from '../../../../src/background/run/steps/hub.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const hub = 'https://qlik.test'
const hubUrl = `${hub}/sales/hub/`
const page = { url: hubUrl, title: 'Hub', status: 200 }

test.each([hubUrl, `${hubUrl}my/work`, `${hubUrl}#/stream`])('takes %s for the hub', url => {
  expect(() => assertHubShown(hubUrl, { ...page, url }, 'X')).not.toThrow()
})

test('says where the proxy led instead, without the query that may hold a ticket', () => {
  const url = `${hub}/sales/internal_forms_authentication/?targetId=1234`
  const finding = catchFinding(() => assertHubShown(hubUrl, { ...page, url }, 'X-Qlik-Session-sales'))
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(finding.message).toContain(`${hub}/sales/internal_forms_authentication/`)
  expect(JSON.stringify(finding)).not.toContain('1234')
  expect(finding.remedy).toContain('X-Qlik-Session-sales')
})

test.each([400, 403, 500])('tells status %d as an error page', status => {
  expect(catchFinding(() => assertHubShown(hubUrl, { ...page, status }, 'X'))).toMatchObject({
    code: 'HUB_ERROR_PAGE',
    details: { status },
  })
})

test('takes the login page for Windows for a login page, though it answers 401', () => {
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
])('passes on that the hub says "%s"', (refusal, remedy) => {
  const finding = catchFinding(() => assertHubShown(hubUrl, { ...page, refusal }, 'X'))
  expect(finding).toMatchObject({ code: 'HUB_ERROR_PAGE', details: { status: 200 } })
  expect(finding.message).toContain(refusal)
  expect(finding.remedy).toContain(remedy)
})

const createTab = (id: number, url: string | undefined, active = false) => ({ id, url, active })

test('uses the tab of the same virtual proxy, the one in front first', () => {
  const tabs = [
    createTab(1, `${hub}/sales/hub/`),
    createTab(2, `${hub}/sales/sense/app/1`, true),
    createTab(3, `${hub}/hub/`),
  ]
  expect(findHubTab(tabs, hub, 'sales')?.id).toBe(2)
  expect(findHubTab(tabs, hub, '')?.id).toBe(3)
})

test('uses a tab whatever the letter case of its address', () => {
  expect(findHubTab([createTab(1, `${hub}/Sales/Hub/`)], hub, 'sales')?.id).toBe(1)
  expect(findHubTab([createTab(1, `${hub}/Single/?appid=1`)], hub, '')?.id).toBe(1)
})

test.each([
  ['the QMC', `${hub}/sales/qmc/apps`],
  ['another virtual proxy', `${hub}/hub/`],
  ['another host', 'https://elsewhere.test/sales/hub/'],
  ['another port', 'https://qlik.test:8443/sales/hub/'],
  ['no address that we may see', undefined],
])('leaves a tab with %s alone', (_, url) => {
  expect(findHubTab([createTab(1, url, true)], hub, 'sales')).toBeUndefined()
})
