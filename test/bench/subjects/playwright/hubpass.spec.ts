import { test } from 'hubpass/playwright'

test.use({ hubpass: { site: process.env.BENCH_SITE ?? '', user: 'DOMAIN\\User1' } })

test('the hub knows the user', async ({ whoami }) => {
  await whoami()
})
