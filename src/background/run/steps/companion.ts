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

/** Passes if the companion finds the certificate, key and root valid, before anything is sent. */
export const credentialStep: RunStep = async ({ record, companion, showWarnings, signal }) => {
  const { request } = await abortable(companion(), signal)
  const check = request('checkCredential', { site: record().request.site }, signal)
  const { issuer, validTo, warnings = [] } = await abortable(check, signal)
  if (warnings.length > 0) showWarnings(warnings)
  return [message('note.issued', { issuer: issuer.replace(/^CN=/, ''), until: validTo })]
}
