import * as v from 'valibot'
import type { CheckedCookie } from '#protocol/browser-checks/check'
import type { SameSite } from '#protocol/session-cookie'
import type { DevtoolsTab } from './devtools-tab.ts'

const CookiesSchema = v.object({
  cookies: v.array(
    v.object({
      name: v.string(),
      value: v.string(),
      domain: v.string(),
      path: v.string(),
      expires: v.number(),
      session: v.boolean(),
      sameSite: v.optional(v.string()),
      partitionKey: v.fallback(v.optional(v.object({ topLevelSite: v.string() })), undefined),
    }),
  ),
})

const sameSites: Record<string, SameSite> = { None: 'no_restriction', Lax: 'lax', Strict: 'strict' }

/** Returns the cookies that a tab would send to these addresses, the longest path first, as browsers do. */
export async function listCookies(tab: DevtoolsTab, urls: readonly string[]): Promise<CheckedCookie[]> {
  const { cookies } = v.parse(CookiesSchema, await tab.send('Network.getCookies', { urls }))
  return cookies
    .toSorted((one, other) => other.path.length - one.path.length)
    .map(({ expires, session, sameSite = '', ...rest }) => ({
      ...rest,
      sameSite: sameSites[sameSite] ?? 'unspecified',
      ...(session ? {} : { expirationDate: expires }),
    }))
}
