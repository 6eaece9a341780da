/** The release of a site, as `product-info.json` names it (docs/facts/qlik-sense.md §2.5). */
export interface Release {
  /** For example `November 2024 Patch 2`. */
  readonly label: string
  readonly version: string
}

/** The version numbers are invented. Only their form is known. */
export const CURRENT_RELEASE: Release = { label: 'May 2026 Patch 2', version: '14.277.4' }

/** A release before May 2023 Patch 4, which fixed CVE-2023-41265 and CVE-2023-41266. */
export const RELEASE_WITH_KNOWN_HOLES: Release = { label: 'May 2023 Patch 3', version: '14.129.3' }

const MONTHS = 'January February March April May June July August September October November December'
  .split(' ')
  .map(month => month.toLowerCase())

/** Returns whether a release is at least one of a month, such as `November 2024`. */
export const isReleaseSince = ({ label }: Release, since: string): boolean =>
  countMonths(label) >= countMonths(since)

function countMonths(label: string): number {
  const [month = '', year = ''] = label.toLowerCase().split(' ')
  return Number(year) * 12 + MONTHS.indexOf(month)
}
