import * as v from 'valibot'
import { isReservedSegment } from '#protocol/parse-prefix'
import { isValidPrefix } from '#protocol/prefix'
import { siteIdPattern } from '../../config/schema.ts'
import { ChecksSchema } from './schema/checks.ts'
import { choose } from './schema/choose.ts'
import { describe } from './schema/describe.ts'
import { ExpectationSchema } from './schema/expectation.ts'
import { keys, names } from './schema/keyed.ts'
import { LimitsSchema } from './schema/limits.ts'
import { AttributesSchema, PersonaEntrySchema } from './schema/personas.ts'

const TextSchema = v.pipe(v.string(), v.regex(/\S/, 'a text that is not empty'))

const SiteSchema = v.pipe(
  v.string(),
  v.regex(siteIdPattern, 'the id of a site, as "hubpass site list" shows it'),
)

const PrefixSchema = v.pipe(
  v.string(),
  v.check(
    prefix => prefix === '' || (isValidPrefix(prefix) && !isReservedSegment(prefix)),
    'the prefix of a virtual proxy, in lower case and without slashes',
  ),
)

const VirtualProxiesSchema = choose(
  [
    v.picklist(['linked', 'default'], '`linked`, `default`, or a list of prefixes such as [sales]'),
    v.pipe(v.array(PrefixSchema), v.minLength(1, 'at least one prefix')),
  ] as const,
  value => (Array.isArray(value) ? 1 : 0),
)

const personas = describe(
  v.pipe(v.array(PersonaEntrySchema), v.minLength(1, 'at least one persona')),
  'The users to sign in, or files with users.',
)
const attributeSets = describe(
  names(TextSchema, AttributesSchema),
  'Sets of attributes by name. Each persona signs in once with each set. A set replaces attributes of the same name.',
)
const sites = v.pipe(v.array(SiteSchema), v.minLength(1, 'at least one site'))

/** What the whole plan and each block of cases can say. */
const scope = {
  site: v.optional(describe(SiteSchema, 'The id of one site in the configuration. Instead of `sites`.')),
  sites: v.optional(describe(sites, 'The ids of sites in the configuration.')),
  virtualProxies: v.optional(
    describe(
      VirtualProxiesSchema,
      'Prefixes of virtual proxies, `default` for the one without a prefix, or `linked` for all that are linked to a proxy. The default is `default`. In a list, `""` is the default virtual proxy.',
    ),
  ),
  personas: v.optional(personas),
  attributeSets: v.optional(attributeSets),
  expect: v.optional(
    describe(ExpectationSchema, 'What each case must find. The default is `{ identity: same }`.'),
  ),
}

const CaseBlockSchema = keys({
  name: describe(TextSchema, 'The name of the cases in reports. No two blocks have the same.'),
  ...scope,
})

const planVersion = 1

/** A plan as it is written. What a block of cases lacks comes from the plan. */
export const PlanSchema = describe(
  keys({
    version: describe(v.literal(planVersion), 'The version of this format.'),
    name: v.optional(describe(TextSchema, 'The name of the plan in reports. The default is its file name.')),
    ...scope,
    checks: v.optional(ChecksSchema),
    cases: v.optional(
      describe(
        v.pipe(v.array(CaseBlockSchema), v.minLength(1, 'at least one block of cases')),
        'Further cases, each block with its own name. A block replaces what the plan says.',
      ),
    ),
    limits: v.optional(LimitsSchema),
  }),
  'A plan of `hubpass check`.',
)

export type PlanFile = v.InferOutput<typeof PlanSchema>
export type CaseBlock = v.InferOutput<typeof CaseBlockSchema>
export type VirtualProxies = v.InferOutput<typeof VirtualProxiesSchema>
