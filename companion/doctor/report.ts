import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type MessageKey, message, type Text } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
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

/** A verdict that any language can show. */
export interface VerdictText extends Omit<Verdict, 'sentence'> {
  text: Text
}

/** Summarizes the checks of this machine and these sites. */
export function createReport(checks: CheckResult[], sites: readonly string[]): Report {
  return {
    healthy: findFirstFailure(checks) === undefined,
    verdicts: createVerdicts(checks, sites).map(({ text, remedy, ...verdict }) => ({
      ...verdict,
      sentence: toSentence(text),
      ...(remedy === undefined ? {} : { remedy }),
    })),
    checks,
  }
}

/** Returns one verdict for each site, and one for this machine if it has a problem. */
export function createVerdicts(checks: readonly CheckResult[], sites: readonly string[]): VerdictText[] {
  const machineResults = checks.filter(({ site }) => site === undefined)
  const machineVerdict = createMachineVerdict(machineResults, sites)
  return [
    ...sites.map(site => createSiteVerdict(site, checks, machineVerdict !== undefined)),
    ...(machineVerdict === undefined ? [] : [machineVerdict]),
  ]
}

/** Returns the text in English. */
export const toSentence = (text: Text): string =>
  typeof text === 'string' ? text : formatMessage(english, text)

/** Returns the most serious problem of this machine, or undefined if it is ready. */
function createMachineVerdict(
  checks: readonly CheckResult[],
  sites: readonly string[],
): VerdictText | undefined {
  const failed = findFirstFailure(checks)
  if (failed !== undefined) return toVerdict('failed', 'verdict.machineNotReady', failed)
  if (sites.length === 0) return createNoSitesVerdict(checks)
  const browserWarning = collectFindings(checks).find(isNoBrowserRegistered)
  return browserWarning && { state: 'warned', ...toTexts(browserWarning) }
}

/** Returns whether "hubpass install" was never run, so that the extension does not work. */
const isNoBrowserRegistered = ({ code, details }: Finding): boolean =>
  code === 'BROWSER_NOT_REGISTERED' && Array.isArray(details.browsers) && details.browsers.length === 0

/**
 * Not a failure: the browser may use a proxy or proceed despite the certificate, and a machine that
 * only creates sessions needs no hub.
 */
const isAboutHub = ({ code }: Finding): boolean =>
  code === 'HUB_UNREACHABLE' || code === 'HUB_CERTIFICATE_NOT_TRUSTED'

function createSiteVerdict(
  site: string,
  checks: readonly CheckResult[],
  isCommandLineOnly: boolean,
): VerdictText {
  const siteResults = checks.filter(check => check.site === site)
  const failed = findFirstFailure(siteResults)
  if (failed !== undefined) return { site, ...toVerdict('failed', 'verdict.cannotSignIn', failed, site) }
  const hubWarning = collectFindings(siteResults).find(isAboutHub)
  if (hubWarning !== undefined) {
    const key = isCommandLineOnly ? 'verdict.mayFailFromTerminal' : 'verdict.mayFail'
    return { site, ...toVerdict('warned', key, hubWarning, site) }
  }
  const count = siteResults.filter(({ state }) => state === 'warned').length
  if (count === 0)
    return {
      site,
      state: 'passed',
      text: message(isCommandLineOnly ? 'verdict.readyInTerminal' : 'verdict.ready', { site }),
    }
  const key = isCommandLineOnly ? 'verdict.readyInTerminalWithWarnings' : 'verdict.readyWithWarnings'
  return { site, state: 'warned', text: message(key, { site, count }) }
}

/** Without a site, adding one comes first. */
function createNoSitesVerdict(machineResults: readonly CheckResult[]): VerdictText {
  const finding = collectFindings(machineResults).find(({ code }) => code === 'NO_SITE_CONFIGURED')
  return {
    state: 'warned',
    ...toTexts(finding ?? findingOf('NO_SITE_CONFIGURED', { file: 'its configuration' })),
  }
}

const toTexts = (finding: Finding): Pick<VerdictText, 'text' | 'remedy'> => ({
  text: reasonOfFinding(finding),
  remedy: finding.remedy,
})

const toVerdict = (
  state: Verdict['state'],
  key: MessageKey,
  finding: Finding,
  site = '',
): Pick<VerdictText, 'state' | 'text' | 'remedy'> => ({
  state,
  text: message(key, { site, reason: reasonOfFinding(finding) }),
  remedy: finding.remedy,
})

const findFirstFailure = (checks: readonly CheckResult[]): Finding | undefined =>
  checks.find(({ state }) => state === 'failed')?.finding

const collectFindings = (checks: readonly CheckResult[]): Finding[] =>
  checks.flatMap(({ finding }) => finding ?? [])
