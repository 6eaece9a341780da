import { signIn } from 'hubpass'

const session = await signIn({
  site: 'acme',
  prefix: 'sales',
  user: 'TESTING\\anna',
  attributes: { group: 'HR' },
})
try {
  console.log(await session.whoami()) // TESTING\anna
  const response = await fetch(`${session.url}/qps/user`, { headers: session.headers() })
  console.log(await response.json())
} finally {
  await session.end()
}
