import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { abortable } from '../../async/abortable.ts'
import type { RunStep } from './step.ts'

/** Passes if the companion answers, supports a common protocol version and knows the site. */
export const companionStep: RunStep = async ({ record, updateRecord, companion, fetchSites, signal }) => {
  const { version } = await abortable(companion(), signal)
  const knownSites = await abortable(fetchSites(), signal)
  const siteId = record().request.site
  const site = knownSites.find(({ id }) => id === siteId)
  if (site === undefined)
    throw failure('SITE_UNKNOWN', { site: siteId, known: knownSites.map(({ id }) => id) })
  void updateRecord({ site })
  return [message('note.version', { version })]
}
