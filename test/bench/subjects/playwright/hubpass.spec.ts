import { test } from 'hubpass/playwright'

test.use({ hubpass: { site: 'acme', user: 'DOMAIN\\User1' } })

test('the hub knows the user', async ({ whoami }) => {
  await whoami()
})
