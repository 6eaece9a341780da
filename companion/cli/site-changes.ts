import type { SiteConfiguration } from '../config/schema.ts'
import { factsOf } from './site-facts.ts'

/** What became another when a site was replaced, in the words that describe a site. */
export interface Change {
  fact: string
  before: string
  after: string
}

export function changesOf(old: SiteConfiguration, site: SiteConfiguration): Change[] {
  const [before, after] = [factsOf(old), factsOf(site)]
  const names = Object.keys({ ...before, ...after })
  return names.flatMap(fact =>
    before[fact] === after[fact]
      ? []
      : [{ fact, before: before[fact] ?? nothing, after: after[fact] ?? nothing }],
  )
}

const nothing = '(nothing)'

/** A warning for people: whoever adds a site a second time need not have meant to replace all of it. */
export function describeChanges(id: string, changes: readonly Change[], isLimitLost: boolean): string {
  const lines = changes.map(({ fact, before, after }) => `  ${fact.padEnd(12)} ${before} → ${after}`)
  const limit = isLimitLost
    ? ['Nothing limits any more whom it may impersonate: say --users again if something should.']
    : []
  return [`Warning: Site ${id} was there already, and is replaced:`, ...lines, ...limit].join('\n')
}
