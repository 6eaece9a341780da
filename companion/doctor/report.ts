import { type Finding, findingOf } from '#protocol/findings/index'
import type { CheckResult } from './check.ts'

export interface Report {
  /** No check has failed; there may be warnings. */
  healthy: boolean
  verdicts: Verdict[]
  checks: CheckResult[]
}

/** The answer in one sentence, about one site or about this machine. */
export interface Verdict {
  site?: string
  state: 'passed' | 'warned' | 'failed'
  sentence: string
  /** The one thing to do first. */
  remedy?: string
}

/** What the checks of a machine and of these sites amount to. */
export function reportOf(checks: CheckResult[], sites: readonly string[]): Report {
  const ofMachine = checks.filter(({ site }) => site === undefined)
  const broken = firstFailed(ofMachine)
  const verdicts = [
    ...sites.map(site => verdictOf(site, checks, broken !== undefined)),
    ...(broken === undefined ? [] : [failed('This machine is not ready', broken)]),
    ...(sites.length === 0 && broken === undefined ? [withoutSites(ofMachine)] : []),
  ]
  return { healthy: firstFailed(checks) === undefined, verdicts, checks }
}

function verdictOf(site: string, checks: readonly CheckResult[], isMachineBroken: boolean): Verdict {
  const own = checks.filter(check => check.site === site)
  const broken = firstFailed(own)
  if (broken !== undefined) return { site, ...failed(`${site} cannot sign in`, broken) }
  const where = isMachineBroken ? ' from the command line' : ''
  const warned = own.filter(({ state }) => state === 'warned').length
  const but = warned === 0 ? '' : `, with ${warned} ${warned === 1 ? 'warning' : 'warnings'}`
  return { site, state: warned === 0 ? 'passed' : 'warned', sentence: `${site} is ready${where}${but}.` }
}

/** Whoever has no site yet has this to do first, whatever else there is. */
function withoutSites(ofMachine: readonly CheckResult[]): Verdict {
  const finding = ofMachine.map(({ finding }) => finding).find(found => found?.code === 'NO_SITE_CONFIGURED')
  const { message, remedy } = finding ?? findingOf('NO_SITE_CONFIGURED', { file: 'its configuration' })
  return { state: 'warned', sentence: message, remedy }
}

const failed = (what: string, { message, remedy }: Finding): Verdict => ({
  state: 'failed',
  sentence: `${what}: ${message}`,
  remedy,
})

const firstFailed = (checks: readonly CheckResult[]): Finding | undefined =>
  checks.find(({ state }) => state === 'failed')?.finding
