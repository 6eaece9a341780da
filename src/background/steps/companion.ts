import { failure } from '#protocol/errors'
import { abortable } from '../abortable.ts'
import { phrase } from '../phrases.ts'
import type { RunStep } from '../run-step.ts'

/** Passes when the companion answers, speaks a common protocol version and knows the site. */
export const companionStep: RunStep = async ({ record, remember, companion, sites, signal }) => {
  const { version } = await abortable(companion(), signal)
  const known = await abortable(sites(), signal)
  const wanted = record().request.site
  const site = known.find(({ id }) => id === wanted)
  if (site === undefined) throw failure('SITE_UNKNOWN', { site: wanted, known: known.map(({ id }) => id) })
  void remember({ site })
  return [phrase('Version', version)]
}
