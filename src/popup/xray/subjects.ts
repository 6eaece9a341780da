import type { MessageKey } from '#messages/message'
import type { XrayCheck } from '#protocol/xray'

/** What the checks are about, in the order of the list. */
const subjects: readonly (readonly [MessageKey, readonly string[]])[] = [
  ['xray.subject.cookie', ['SC-01', 'SC-02', 'SC-03', 'SC-04', 'SC-05', 'SC-22', 'B-1', 'B-2', 'B-6']],
  ['xray.subject.id', ['SC-06', 'SC-07', 'SC-08', 'SC-09', 'SC-10']],
  ['xray.subject.end', ['SC-12', 'SC-13', 'SC-14', 'SC-15', 'SC-16', 'SC-17', 'SC-18', 'B-4']],
  ['xray.subject.isolation', ['SC-19', 'SC-20', 'SC-21', 'SC-37', 'B-5']],
  ['xray.subject.webSocket', ['SC-25', 'SC-26', 'SC-27', 'SC-28', 'SC-29']],
  ['xray.subject.otherSites', ['SC-23', 'SC-24', 'SC-33', 'SC-36', 'B-3']],
  ['xray.subject.transport', ['SC-30', 'SC-31', 'SC-32', 'SC-34', 'SC-35', 'SC-39']],
  ['xray.subject.access', ['SC-11', 'SC-38', 'SC-40']],
]

/** Returns the subject of a check; undefined for a check of a newer companion. */
export const findSubject = (check: Pick<XrayCheck, 'id'>): MessageKey | undefined =>
  subjects[findPlace(check)]?.[0]

/** Returns the place of the subject of a check. Checks without a known subject come last. */
export function getSubjectPlace(check: Pick<XrayCheck, 'id'>): number {
  const place = findPlace(check)
  return place < 0 ? subjects.length : place
}

const findPlace = ({ id }: Pick<XrayCheck, 'id'>): number => subjects.findIndex(([, ids]) => ids.includes(id))
