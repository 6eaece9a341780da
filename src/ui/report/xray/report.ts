import { inEnglish } from '#messages/checks/english'
import type { Text } from '#messages/message'
import { findAccessFinding } from '#protocol/findings/access-finding'
import { formatUserName, parseUserName } from '#protocol/identity'
import { getHost } from '#protocol/site'
import type { XrayCheck, XrayReport } from '#protocol/xray'
import type { RunReport } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'
import { createPseudonyms, type Pseudonyms } from '../pseudonyms.ts'

export interface XrayFacts {
  report: XrayReport
  /** Milliseconds since 1970. */
  endedAt: number
  hub?: string | undefined
  versions: RunReport['versions']
}

/** A check in English, with pseudonyms. */
export interface ReportedCheck {
  id: string
  title: string
  verdict: XrayCheck['verdict']
  severity: XrayCheck['severity']
  class: string
  message: string
  evidence: string[]
  why?: string | undefined
  remedy?: { page: string; field: string; present?: string | undefined; wanted: string } | undefined
  references: string[]
}

/** The result of session checks for sharing. Contains neither session ids nor real names. */
export interface SharedXray extends Omit<XrayReport, 'checks' | 'access'> {
  names: 'masked'
  /** ISO 8601, in UTC. */
  endedAt: string
  hub?: string | undefined
  checks: ReportedCheck[]
  /** Why Qlik Sense refuses the user, if it does. */
  refusal?: string | undefined
  versions: RunReport['versions']
}

/** Replaces names by pseudonyms as in the report of a run, and all texts by English ones. */
export function createSharedXray({ report, endedAt, hub, versions }: XrayFacts): SharedXray {
  // What QRS tells of the user has the real name.
  const { access, ...shared } = report
  const { site, prefix, user } = report
  const identity = { ...(parseUserName(user) ?? { userDirectory: '', userId: user }), attributes: [] }
  const pseudonyms = createPseudonyms({ asked: { site, prefix, identity }, run: report, hub })
  const { userDirectory, userId } = identity
  const refusal = access && findAccessFinding(identity, access)
  return {
    ...shared,
    names: 'masked',
    endedAt: new Date(endedAt).toISOString(),
    site: pseudonyms.site(site),
    user: formatUserName({
      userDirectory: pseudonyms.directory(userDirectory),
      userId: pseudonyms.user(userId),
    }),
    hub: hub?.replace(getHost(hub), pseudonyms.host),
    checks: report.checks.map(check => shareCheck(check, pseudonyms)),
    refusal: refusal && pseudonyms.text(`${refusal.message} ${refusal.remedy}`),
    versions,
  }
}

/** Titles and reasons why a check matters are texts of Hubpass, which name nobody. */
function shareCheck(check: XrayCheck, { text: mask }: Pseudonyms): ReportedCheck {
  const { id, title, verdict, severity, message, evidence, why, remedy, references } = check
  const share = (text: Text): string => toEnglish(mapStrings(text, mask))
  return {
    ...{ id, title: toEnglish(title), verdict, severity, class: check.class },
    message: share(message),
    evidence: evidence.map(share),
    why: why && toEnglish(why),
    remedy: remedy && {
      page: share(remedy.page),
      field: share(remedy.field),
      present: remedy.present && share(remedy.present),
      wanted: share(remedy.wanted),
    },
    references,
  }
}

const toEnglish = (text: Text): string => inEnglish(text) || (typeof text === 'string' ? '' : text.id)
