import { type Finding, findingGroups } from '#protocol/findings/index'

type FindingGroup = keyof typeof findingGroups

/** A check failed · wrong usage · configuration or credential · network or TLS · Qlik Sense refused · a bug in Hubpass. */
const exitCodeByGroup: Record<FindingGroup, number> = {
  setup: 3,
  request: 2,
  credential: 3,
  network: 4,
  qlik: 5,
  browser: 1,
  bug: 70,
}

/** Codes that are not of their group's kind. 130 is what shells know as "ended by Ctrl-C". */
const exitCodeByFindingCode: Record<string, (details: Finding['details']) => number> = {
  SITE_UNKNOWN: () => 3,
  CONFIG_INVALID: () => 3,
  FILE_NOT_WRITTEN: () => 3,
  CANCELLED: () => 130,
  IDENTITY_INVALID: getExitCodeByOrigin,
  ATTRIBUTES_TOO_LARGE: getExitCodeByOrigin,
}

/** Wrong usage when it was found here, without a status that Qlik Sense has answered. */
function getExitCodeByOrigin({ status }: Finding['details']): number {
  return status === undefined ? exitCodeByGroup.request : exitCodeByGroup.qlik
}

/** The exit code that tells a script what kind of failure a finding is. */
export function getExitCode({ code, details }: Pick<Finding, 'code' | 'details'>): number {
  const groups = Object.keys(exitCodeByGroup).filter(isFindingGroup)
  const group = groups.find(group => Object.hasOwn(findingGroups[group], code))
  return exitCodeByFindingCode[code]?.(details) ?? exitCodeByGroup[group ?? 'bug']
}

const isFindingGroup = (name: string): name is FindingGroup => Object.hasOwn(findingGroups, name)
