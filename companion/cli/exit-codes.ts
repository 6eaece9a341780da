import { type Finding, findingGroups } from '#protocol/findings/index'

type Group = keyof typeof findingGroups

/** A check failed · wrong usage · configuration or credential · network or TLS · Qlik Sense refused · a bug in Hubpass. */
const ofGroup: Record<Group, number> = {
  setup: 3,
  request: 2,
  credential: 3,
  network: 4,
  qlik: 5,
  browser: 1,
  bug: 70,
}

/** Codes that are not of their group's kind. 130 is what shells know as "ended by Ctrl-C". */
const ofCode: Record<string, (details: Finding['details']) => number> = {
  SITE_UNKNOWN: () => 3,
  CONFIG_INVALID: () => 3,
  FILE_NOT_WRITTEN: () => 3,
  CANCELLED: () => 130,
  IDENTITY_INVALID: ofWhoeverSaysSo,
  ATTRIBUTES_TOO_LARGE: ofWhoeverSaysSo,
}

/** Wrong usage when it was found here, without a status that Qlik Sense has answered. */
function ofWhoeverSaysSo({ status }: Finding['details']): number {
  return status === undefined ? ofGroup.request : ofGroup.qlik
}

/** The exit code that tells a script what kind of failure a finding is. */
export function exitCodeOf({ code, details }: Pick<Finding, 'code' | 'details'>): number {
  const groups = Object.keys(ofGroup).filter(isGroup)
  const group = groups.find(group => Object.hasOwn(findingGroups[group], code))
  return ofCode[code]?.(details) ?? ofGroup[group ?? 'bug']
}

const isGroup = (name: string): name is Group => Object.hasOwn(findingGroups, name)
