import { expect, test } from 'vitest'
import { expectHub, hubTab } from '../../src/background/steps/hub.ts'
import { findingOfCall } from '../protocol/code-of.ts'

const hub = 'https://qlik.test'
const address = `${hub}/sales/hub/`
const page = { url: address, title: 'Hub', status: 200 }

test.each([address, `${address}my/work`, `${address}#/stream`])('takes %s for the hub', url => {
  expect(() => expectHub(address, { ...page, url }, 'X')).not.toThrow()
})

test('says where the proxy led instead, without the query that may hold a ticket', () => {
  const url = `${hub}/sales/internal_forms_authentication/?targetId=1234`
  const finding = findingOfCall(() => expectHub(address, { ...page, url }, 'X-Qlik-Session-sales'))
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(finding.message).toContain(`${hub}/sales/internal_forms_authentication/`)
  expect(JSON.stringify(finding)).not.toContain('1234')
  expect(finding.remedy).toContain('X-Qlik-Session-sales')
})

test.each([400, 403, 500])('tells status %d as an error page', status => {
  expect(findingOfCall(() => expectHub(address, { ...page, status }, 'X'))).toMatchObject({
    code: 'HUB_ERROR_PAGE',
    details: { status },
  })
})

test('takes the login page for Windows for a login page, though it answers 401', () => {
  const url = `${hub}/sales/internal_windows_authentication/?targetId=1234`
  const finding = findingOfCall(() => expectHub(address, { ...page, url, status: 401 }, 'X'))
  expect(finding).toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(findingOfCall(() => expectHub(address, { ...page, status: 401 }, 'X'))).toMatchObject({
    code: 'HUB_ERROR_PAGE',
  })
})

test.each([
  [
    'You cannot access Qlik Sense because you have no access pass.',
    'Allocate professional or analyzer access',
  ],
  ['You cannot access Qlik Sense because you have too many sessions active in parallel.', 'user logout'],
])('passes on that the hub says "%s"', (refusal, remedy) => {
  const finding = findingOfCall(() => expectHub(address, { ...page, refusal }, 'X'))
  expect(finding).toMatchObject({ code: 'HUB_ERROR_PAGE', details: { status: 200 } })
  expect(finding.message).toContain(refusal)
  expect(finding.remedy).toContain(remedy)
})

const tab = (id: number, url: string | undefined, active = false) => ({ id, url, active })

test('uses the tab of the same virtual proxy, the one in front first', () => {
  const tabs = [tab(1, `${hub}/sales/hub/`), tab(2, `${hub}/sales/sense/app/1`, true), tab(3, `${hub}/hub/`)]
  expect(hubTab(tabs, hub, 'sales')?.id).toBe(2)
  expect(hubTab(tabs, hub, '')?.id).toBe(3)
})

test('uses a tab whatever the letter case of its address', () => {
  expect(hubTab([tab(1, `${hub}/Sales/Hub/`)], hub, 'sales')?.id).toBe(1)
  expect(hubTab([tab(1, `${hub}/Single/?appid=1`)], hub, '')?.id).toBe(1)
})

test.each([
  ['the QMC', `${hub}/sales/qmc/apps`],
  ['another virtual proxy', `${hub}/hub/`],
  ['another host', 'https://elsewhere.test/sales/hub/'],
  ['another port', 'https://qlik.test:8443/sales/hub/'],
  ['no address that we may see', undefined],
])('leaves a tab with %s alone', (_, url) => {
  expect(hubTab([tab(1, url, true)], hub, 'sales')).toBeUndefined()
})
