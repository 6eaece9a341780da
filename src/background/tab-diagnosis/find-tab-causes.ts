import type { Cause } from '#shared/runs/cause'
import { selectCauses } from '../diagnosis/select-causes.ts'
import { nobodyRules } from './nobody-rules.ts'
import type { TabFacts } from './tab-facts.ts'
import { unusualRules } from './unusual-rules.ts'

/** Returns why nobody is signed in in a tab, the most certain first, or what is unusual about it. */
export function findTabCauses(facts: TabFacts): Cause[] {
  if (facts.who === 'user') return selectCauses(unusualRules, facts)
  const { prefixes, prefix } = facts
  // A prefix that QRS does not know explains more than the answer of the hub.
  const isUnserved = prefixes !== undefined && !prefixes.includes(prefix)
  return selectCauses(nobodyRules, isUnserved ? { ...facts, code: 'VIRTUAL_PROXY_UNKNOWN' } : facts)
}
