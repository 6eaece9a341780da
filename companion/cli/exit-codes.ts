import { type Finding, findingGroups } from '#protocol/findings/index'

type FindingGroup = keyof typeof findingGroups

/** The exit codes that the help lists. */
const exitCodeByGroup: Record<FindingGroup, number> = {
  setup: 3,
  request: 2,
  credential: 3,
  network: 4,
  qlik: 5,
  browser: 1,
  bug: 70,
}

/** Exceptions from the group's exit code. Shells use 130 for "ended by Ctrl-C". */
const exitCodeByFindingCode: Record<string, (details: Finding['details']) => number> = {
  SITE_UNKNOWN: () => 3,
  CONFIG_INVALID: () => 3,
  FILE_NOT_WRITTEN: () => 3,
  AUDIT_NOT_WRITTEN: () => 3,
  JOURNAL_IN_USE: () => 3,
  CANCELLED: () => 130,
  IDENTITY_INVALID: getExitCodeByOrigin,
  ATTRIBUTES_TOO_LARGE: getExitCodeByOrigin,
}

/** Without a status from Qlik Sense, the error was found here and means wrong usage. */
function getExitCodeByOrigin({ status }: Finding['details']): number {
  return status === undefined ? exitCodeByGroup.request : exitCodeByGroup.qlik
}

/** Returns the exit code that tells a script what kind of failure a finding is. */
export function getExitCode({ code, details }: Pick<Finding, 'code' | 'details'>): number {
  const groups = Object.keys(exitCodeByGroup).filter(isFindingGroup)
  const group = groups.find(group => Object.hasOwn(findingGroups[group], code))
  return exitCodeByFindingCode[code]?.(details) ?? exitCodeByGroup[group ?? 'bug']
}

const isFindingGroup = (name: string): name is FindingGroup => Object.hasOwn(findingGroups, name)
