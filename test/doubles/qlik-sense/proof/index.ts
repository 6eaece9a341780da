import type { PlayedDefect, PlayedDouble, PlayedSite } from '../../../../companion/check/prove/double-file.ts'
import { createManualClock } from '../clock.ts'
import { DEFECTS } from '../defects.ts'
import { QlikSenseDouble } from '../double.ts'
import { LIFTED_REFUSALS, SIGN_IN_DEFECTS } from './defects.ts'
import { toOptions } from './to-options.ts'

/** The double for `hubpass check --prove`. The build makes the file `double.mjs` of this module. */

/** Most tests of a plan begin with the sign-in. */
export const defects: readonly PlayedDefect[] = [
  ...Object.entries(SIGN_IN_DEFECTS).map(([name, { what, expectation }]) => ({ name, what, expectation })),
  {
    name: LIFTED_REFUSALS,
    what: 'signs in users whom it should refuse',
    expectation: 'refusedWith',
    liftsRefusals: true,
  },
  ...Object.entries(DEFECTS).map(([name, { what, check }]) => ({ name, what, check })),
]

/** Starts a double on this machine. Its clock only advances on request. */
export async function startDouble(
  site: PlayedSite,
  { defect, folder }: { defect?: string; folder: string },
): Promise<PlayedDouble> {
  const clock = createManualClock()
  const options = { ...toOptions(site, defect), clock, tempFolder: folder, recording: false }
  const qlik = await QlikSenseDouble.start(options)
  return {
    hub: qlik.hub,
    qps: new URL(qlik.qps).host,
    qrs: new URL(qlik.qrs).host,
    certificates: qlik.certificates.folder,
    now: () => clock.now(),
    advance: ms => clock.advance({ seconds: ms / 1_000 }),
    [Symbol.asyncDispose]: () => qlik[Symbol.asyncDispose](),
  }
}
