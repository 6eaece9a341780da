import { expect, test } from 'hubpass/playwright'

test.use({ hubpass: { site: 'acme', prefix: 'sales', user: 'TESTING\\anna', attributes: { group: 'HR' } } })

test('the hub opens for anna', async ({ page, whoami }) => {
  await page.goto('hub/')
  expect(await whoami(page)).toBe('TESTING\\anna')
})

test('the API answers anna, without a browser', async ({ request, whoami }) => {
  expect(await whoami()).toBe('TESTING\\anna')
  expect(await request.get('api/hub/about')).toBeOK()
})
