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

const sameSite = v.optional(describe(v.picklist(sameSiteSettings), 'The attribute SameSite.'))
const secure = v.optional(describe(v.boolean(), 'The attribute Secure.'))

const CookieSchema = keys({
  name: v.optional(describe(v.string(), 'The name.')),
  domain: v.optional(describe(v.string(), "The domain; '' for the host alone.")),
  path: v.optional(describe(v.string(), 'The path.')),
  secure,
  httpOnly: v.optional(describe(v.boolean(), 'The attribute HttpOnly.')),
  sameSite,
})

const SchemeSchema = keys({ secure, sameSite })

const VirtualProxySchema = keys({
  description: v.optional(describe(v.string(), 'The description.')),
  cookieName: v.optional(describe(v.string(), 'The session cookie header name.')),
  cookieDomain: v.optional(describe(v.string(), "The session cookie domain; '' if it is empty.")),
  https: v.optional(describe(SchemeSchema, 'The attributes of the cookie on https.')),
  http: v.optional(describe(SchemeSchema, 'The attributes of the cookie on http.')),
  timeoutMinutes: v.optional(describe(v.number(), 'The session inactivity timeout in minutes.')),
  maxTimeoutMinutes: v.optional(
    describe(v.number(), 'The session inactivity timeout is at most so many minutes.'),
  ),
  authenticationModuleUri: v.optional(
    describe(v.string(), "The authentication module redirect URI; '' if there is none."),
  ),
  hostAllowList: v.optional(describe(v.array(v.string()), 'The hosts, in any order.')),
  linked: v.optional(describe(v.boolean(), 'Whether it is linked to a proxy service.')),
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
