import * as v from 'valibot'
import { findings } from '#protocol/findings/index'
import { sameSiteSettings } from '#protocol/virtual-proxy'
import { choose } from './choose.ts'
import { describe } from './describe.ts'
import { keys } from './keyed.ts'

const userPattern = /^[^\\]+\\[^\\]+$/

const IdentitySchema = choose(
  [v.literal('same'), v.pipe(v.string(), v.regex(userPattern, '`same` or a user as DIRECTORY\\id'))],
  value => (value === 'same' ? 0 : 1),
)

const sameSite = v.optional(v.picklist(sameSiteSettings))
const secure = v.optional(v.boolean())

const CookieSchema = keys({
  name: v.optional(v.string()),
  domain: v.optional(v.string()),
  path: v.optional(v.string()),
  secure,
  httpOnly: v.optional(v.boolean()),
  sameSite,
})

const SchemeSchema = keys({ secure, sameSite })

const VirtualProxySchema = keys({
  description: v.optional(v.string()),
  cookieName: v.optional(v.string()),
  cookieDomain: v.optional(v.string()),
  https: v.optional(SchemeSchema),
  http: v.optional(SchemeSchema),
  timeoutMinutes: v.optional(v.number()),
  maxTimeoutMinutes: v.optional(describe(v.number(), 'The session inactivity timeout is at most this long.')),
  authenticationModuleUri: v.optional(v.string()),
  hostAllowList: v.optional(describe(v.array(v.string()), 'The hosts, in any order.')),
  linked: v.optional(v.boolean()),
})

/** Typed as texts, so that the schema for editors lists them. */
const findingCodes = Object.keys(findings)

export const ExpectationSchema = v.pipe(
  keys({
    identity: v.optional(
      describe(
        IdentitySchema,
        '`same`: the hub reports the user of the case. Or another user, as DIRECTORY\\id.',
      ),
    ),
    hub: v.optional(describe(v.literal('reachable'), 'The hub opens without an error.')),
    refusedWith: v.optional(
      describe(
        v.picklist(findingCodes),
        'The sign-in fails with this finding (see the protocol). Excludes all other expectations.',
      ),
    ),
    cookie: v.optional(
      describe(
        CookieSchema,
        'The attributes of the session cookie. Those that are left out may have any value.',
      ),
    ),
    virtualProxy: v.optional(
      describe(
        VirtualProxySchema,
        'The settings of the virtual proxy. Those that are left out may have any value.',
      ),
    ),
  }),
  v.check(
    ({ refusedWith, ...others }) => refusedWith === undefined || Object.keys(others).length === 0,
    'refusedWith alone, because a refused case has no identity, cookie or hub',
  ),
)

export type Expectation = v.InferOutput<typeof ExpectationSchema>
