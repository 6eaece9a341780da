import qix from '@qlik/api/qix'
import { signIn } from 'hubpass'
import { toAppSession } from 'hubpass/qlik-api'

const [appId = ''] = process.argv.slice(2)
const session = await signIn({ site: 'acme', prefix: 'sales', user: 'TESTING\\anna' })
try {
  const app = qix.openAppSession(toAppSession(session, appId))
  const { qTitle } = await (await app.getDoc()).getAppLayout()
  console.log(qTitle)
  await app.close()
} finally {
  await session.end()
}
