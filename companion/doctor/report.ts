import { type Finding, findingOf } from '#protocol/findings/index'
import { counted } from '../counted.ts'
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
  const machine = verdictOfMachine(ofMachine, sites)
  const verdicts = [
    ...sites.map(site => verdictOf(site, checks, machine !== undefined)),
    ...(machine === undefined ? [] : [machine]),
  ]
  return { healthy: firstFailed(checks) === undefined, verdicts, checks }
}

/** What keeps this machine from what it is for; nothing when it is ready. */
function verdictOfMachine(checks: readonly CheckResult[], sites: readonly string[]): Verdict | undefined {
  const broken = firstFailed(checks)
  if (broken !== undefined) return because('failed', 'This machine is not ready', broken)
  if (sites.length === 0) return withoutSites(checks)
  const alone = findingsOf(checks).find(isWithoutBrowser)
  return alone && { state: 'warned', sentence: alone.message, remedy: alone.remedy }
}

/** "hubpass install" was never run: then the extension, which is what most come for, does not work. */
const isWithoutBrowser = ({ code, details }: Finding): boolean =>
  code === 'BROWSER_NOT_REGISTERED' && Array.isArray(details.browsers) && details.browsers.length === 0

/** No failure: the browser may go through a proxy where we do not, and a machine that only makes sessions needs no hub. */
const isWithoutHub = ({ code }: Finding): boolean => code === 'HUB_UNREACHABLE'

function verdictOf(site: string, checks: readonly CheckResult[], isCommandLineOnly: boolean): Verdict {
  const own = checks.filter(check => check.site === site)
  const broken = firstFailed(own)
  if (broken !== undefined) return { site, ...because('failed', `${site} cannot sign in`, broken) }
  const where = isCommandLineOnly ? ' from the command line' : ''
  const doubt = findingsOf(own).find(isWithoutHub)
  if (doubt !== undefined)
    return {
      site,
      ...because('warned', `${site} can make sessions${where}, but perhaps not sign in`, doubt),
    }
  const warned = own.filter(({ state }) => state === 'warned').length
  const but = warned === 0 ? '' : `, with ${counted(warned, 'warning')} about this site`
  return { site, state: warned === 0 ? 'passed' : 'warned', sentence: `${site} is ready${where}${but}.` }
}

/** Whoever has no site yet has this to do first, whatever else there is. */
function withoutSites(ofMachine: readonly CheckResult[]): Verdict {
  const finding = findingsOf(ofMachine).find(({ code }) => code === 'NO_SITE_CONFIGURED')
  const { message, remedy } = finding ?? findingOf('NO_SITE_CONFIGURED', { file: 'its configuration' })
  return { state: 'warned', sentence: message, remedy }
}

const because = (state: Verdict['state'], what: string, { message, remedy }: Finding): Verdict => ({
  state,
  sentence: `${what}: ${message}`,
  remedy,
})

const firstFailed = (checks: readonly CheckResult[]): Finding | undefined =>
  checks.find(({ state }) => state === 'failed')?.finding

const findingsOf = (checks: readonly CheckResult[]): Finding[] =>
  checks.flatMap(({ finding }) => finding ?? [])
