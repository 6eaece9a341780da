import auth, { type AuthModule } from '@qlik/api/auth'
import qix from '@qlik/api/qix'

declare global {
  interface QlikAuthModules {
    'session-cookie': { config: object }
  }
}

/**
 * Opens an app with @qlik/api and prints its title. Runs in a process of its own, because fetch
 * trusts the root of a site only through NODE_EXTRA_CA_CERTS.
 */
const [host = '', cookie = '', appId = ''] = process.argv.slice(2)
const headers = { Cookie: cookie, Origin: new URL(host).origin }

const sessionCookie: AuthModule = {
  requiredProps: [],
  optionalProps: [],
  getRestCallAuthParams: async () => ({ headers, queryParams: {}, credentials: 'omit' }),
  getWebSocketAuthParams: async () => {
    const response = await fetch(`${host}/qps/csrftoken`, { headers })
    return { headers, queryParams: { 'qlik-csrf-token': response.headers.get('qlik-csrf-token') ?? '' } }
  },
  handleAuthenticationError: async () => ({}),
}
auth.registerAuthModule('session-cookie', sessionCookie)

const app = qix.openAppSession({ appId, hostConfig: { authType: 'session-cookie', host } })
const { qTitle } = await (await app.getDoc()).getAppLayout()
process.stdout.write(JSON.stringify({ qTitle }))
await app.close()
process.exit(0)
