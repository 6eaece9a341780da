import type { SiteConfiguration } from '../../config/schema.ts'
import { getSiteProperties } from './site-facts.ts'

/** What became another when a site was replaced, in the words that describe a site. */
export interface SiteChange {
  fact: string
  before: string
  after: string
}

export function findSiteChanges(previous: SiteConfiguration, site: SiteConfiguration): SiteChange[] {
  const [before, after] = [getSiteProperties(previous), getSiteProperties(site)]
  const names = Object.keys({ ...before, ...after })
  return names.flatMap(fact =>
    before[fact] === after[fact]
      ? []
      : [{ fact, before: before[fact] ?? emptyValue, after: after[fact] ?? emptyValue }],
  )
}

const emptyValue = '(nothing)'

/** A warning for people: whoever adds a site a second time need not have meant to replace all of it. */
export function formatSiteChanges(
  id: string,
  changes: readonly SiteChange[],
  isUserLimitRemoved: boolean,
): string {
  const lines = changes.map(({ fact, before, after }) => `  ${fact.padEnd(12)} ${before} → ${after}`)
  const limit = isUserLimitRemoved
    ? ['Nothing limits any more whom it may impersonate: say --users again if something should.']
    : []
  return [`Warning: Site ${id} was there already, and is replaced:`, ...lines, ...limit].join('\n')
}
