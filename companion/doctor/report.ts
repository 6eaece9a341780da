import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { pluralize } from '../util/text.ts'
import type { CheckResult } from './check.ts'

export interface Report {
  /** Whether no check failed. There may be warnings. */
  healthy: boolean
  verdicts: Verdict[]
  checks: CheckResult[]
}

/** The answer in one sentence about a site or this machine. */
export interface Verdict {
  site?: string
  state: 'passed' | 'warned' | 'failed'
  sentence: string
  /** What to do first. */
  remedy?: string
}

/** Summarizes the checks of this machine and these sites. */
export function createReport(checks: CheckResult[], sites: readonly string[]): Report {
  const machineResults = checks.filter(({ site }) => site === undefined)
  const machineVerdict = createMachineVerdict(machineResults, sites)
  const verdicts = [
    ...sites.map(site => createSiteVerdict(site, checks, machineVerdict !== undefined)),
    ...(machineVerdict === undefined ? [] : [machineVerdict]),
  ]
  return { healthy: findFirstFailure(checks) === undefined, verdicts, checks }
}

/** Returns the most serious problem of this machine, or undefined if it is ready. */
function createMachineVerdict(checks: readonly CheckResult[], sites: readonly string[]): Verdict | undefined {
  const failed = findFirstFailure(checks)
  if (failed !== undefined) return toVerdict('failed', 'This machine is not ready', failed)
  if (sites.length === 0) return createNoSitesVerdict(checks)
  const browserWarning = collectFindings(checks).find(isNoBrowserRegistered)
  return (
    browserWarning && { state: 'warned', sentence: browserWarning.message, remedy: browserWarning.remedy }
  )
}

/** Returns whether "hubpass install" was never run, so that the extension does not work. */
const isNoBrowserRegistered = ({ code, details }: Finding): boolean =>
  code === 'BROWSER_NOT_REGISTERED' && Array.isArray(details.browsers) && details.browsers.length === 0

/**
 * Not a failure: the browser may use a proxy, and a machine that only creates sessions needs no
 * hub.
 */
const isHubUnreachable = ({ code }: Finding): boolean => code === 'HUB_UNREACHABLE'

function createSiteVerdict(
  site: string,
  checks: readonly CheckResult[],
  isCommandLineOnly: boolean,
): Verdict {
  const siteResults = checks.filter(check => check.site === site)
  const failed = findFirstFailure(siteResults)
  if (failed !== undefined) return { site, ...toVerdict('failed', `${site} cannot sign in`, failed) }
  const where = isCommandLineOnly ? ' from the command line' : ''
  const hubWarning = collectFindings(siteResults).find(isHubUnreachable)
  if (hubWarning !== undefined)
    return {
      site,
      ...toVerdict('warned', `${site} can create sessions${where}, but a sign-in may fail`, hubWarning),
    }
  const warningCount = siteResults.filter(({ state }) => state === 'warned').length
  const warningNote = warningCount === 0 ? '' : `, with ${pluralize(warningCount, 'warning')} about this site`
  return {
    site,
    state: warningCount === 0 ? 'passed' : 'warned',
    sentence: `${site} is ready${where}${warningNote}.`,
  }
}

/** Without a site, adding one comes first. */
function createNoSitesVerdict(machineResults: readonly CheckResult[]): Verdict {
  const finding = collectFindings(machineResults).find(({ code }) => code === 'NO_SITE_CONFIGURED')
  const { message, remedy } = finding ?? findingOf('NO_SITE_CONFIGURED', { file: 'its configuration' })
  return { state: 'warned', sentence: message, remedy }
}

const toVerdict = (state: Verdict['state'], what: string, { message, remedy }: Finding): Verdict => ({
  state,
  sentence: `${what}: ${message}`,
  remedy,
})

const findFirstFailure = (checks: readonly CheckResult[]): Finding | undefined =>
  checks.find(({ state }) => state === 'failed')?.finding

const collectFindings = (checks: readonly CheckResult[]): Finding[] =>
  checks.flatMap(({ finding }) => finding ?? [])
