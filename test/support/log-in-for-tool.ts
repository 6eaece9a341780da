import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CookieFormatName } from '#protocol/cookie-formats/index'
import type { SameSite } from '../doubles/qlik-sense/site/virtual-proxies.ts'
import { startCompanionWithQlik } from './companion-harness.ts'
import { runHubpass } from './run-hubpass.ts'
import { siteConfigFor, writeConfig } from './site-config.ts'

/** Cookie names and session ids that Qlik Sense accepts, and of which tools take some characters for their own. */
export const spellings: readonly ToolLoginOptions[] = [
  { title: 'usual names', cookieName: 'X-Qlik-Session-sales', sessionId: 'made-up-by-this-test' },
  {
    title: 'a name and an id with special characters',
    cookieName: "X+50%$a'b`c|d&e!",
    sessionId: "a'+%24$HOME`id`&(b)=#~!",
    sameSite: 2,
  },
]

/** A hub in a domain whose hosts share the cookie. */
export const wideCookie: ToolLoginOptions = {
  title: 'a cookie of the whole domain',
  cookieName: 'X-Qlik-Session-sales',
  sessionId: 'made-up-by-this-test',
  host: 'hub.qlik.test',
  cookieDomain: 'qlik.test',
}

export interface ToolLoginOptions {
  title?: string
  cookieName: string
  sessionId: string
  /** 2 is Lax. */
  sameSite?: SameSite
  /** The name of the hub, by default `localhost`. */
  host?: string
  /** The domain of the cookie, by default the host alone. */
  cookieDomain?: string
  /** Whether the hub is reached over http. */
  isPlain?: boolean
}

/** Runs `hubpass login --format --out` for a user on the virtual proxy `sales` of a double. */
export async function logInForTool(
  format: CookieFormatName,
  { cookieName, sessionId, sameSite = 0, host = 'localhost', cookieDomain = '', isPlain }: ToolLoginOptions,
) {
  const virtualProxy = {
    prefix: 'sales',
    sessionCookieHeaderName: cookieName,
    sessionCookieDomain: cookieDomain,
    sameSiteAttributeHttps: sameSite,
  }
  const plain = isPlain === true ? { plainHubPort: 0 } : {}
  const harness = await startCompanionWithQlik({ host, virtualProxies: [virtualProxy], ...plain })
  const hub = isPlain === true ? (harness.qlik.plainHub ?? '') : harness.qlik.hub
  const addressOf = (origin: string) => `localhost:${new URL(origin).port}`
  const [qps, qrs] = [addressOf(harness.qlik.qps), addressOf(harness.qlik.qrs)]
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub, qps, qrs }))
  const file = join(harness.home, 'session')
  const args = ['--prefix', 'sales', '--user', 'TESTING\\anna', '--session-id', sessionId]
  const output = await runHubpass(harness, 'login', 'acme', ...args, '--format', format, '--out', file)
  if (output.code !== 0) throw new Error(output.stderr + output.stdout)
  return {
    ...harness,
    file,
    content: await readFile(file, 'utf8'),
    root: join(harness.qlik.certificates.folder, 'root.pem'),
    currentUser: `${hub}/sales/qps/user`,
  }
}

/** What the hub says of the user of {@link logInForTool}. */
export const signedInUser = { userDirectory: 'TESTING', userId: 'anna' }
