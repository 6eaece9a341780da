import type { Finding } from '#protocol/findings/index'
import { findingOf, toFinding } from '#protocol/to-finding'
import { toOriginPattern } from '#shared/hub-location'
import type { BrowserPorts } from '../browser/index.ts'
import type { RunRecord } from './run-state.ts'

/** Why a run really failed: a permission that was taken away in mid-run is behind all that went wrong from then on. */
export async function findRootFinding(
  thrown: unknown,
  { site, journal }: RunRecord,
  { permissions }: Pick<BrowserPorts, 'permissions'>,
): Promise<Finding> {
  const finding = toFinding(thrown)
  // Before the session is asked for, the step itself waits for the permission.
  if (site === undefined || journal.session === 'none' || finding.code === 'CANCELLED') return finding
  const origin = toOriginPattern(site.hub)
  return (await permissions.has(origin)) ? finding : findingOf('PERMISSION_REVOKED', { origin })
}
