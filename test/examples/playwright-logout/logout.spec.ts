import { expect, test } from 'hubpass/playwright'

test.use({ hubpass: { site: 'acme', prefix: 'sales', user: 'TESTING\\anna' } })
test.describe.configure({ mode: 'default' })

test('a test may sign its user out', async ({ request, whoami, hubpassSession }) => {
  await whoami()
  await hubpassSession.end()
  expect(await (await request.get('qps/user')).json()).not.toHaveProperty('userId')
})

test('the next test of the same worker is signed in again', async ({ whoami }) => {
  expect(await whoami()).toBe('TESTING\\anna')
})

test('a request context without the session fails the assertion', async ({ playwright, whoami }) => {
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } })
  await expect(whoami(stranger)).rejects.toThrow(/the user whom the hub reports/)
  await stranger.dispose()
})
