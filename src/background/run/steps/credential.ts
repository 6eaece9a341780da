import { message } from '#messages/message'
import { abortable } from '../../async/abortable.ts'
import type { RunStep } from './step.ts'

/** Passes if the companion finds the certificate, key and root valid, before anything is sent. */
export const credentialStep: RunStep = async ({ record, companion, showWarnings, signal }) => {
  const { request } = await abortable(companion(), signal)
  const check = request('checkCredential', { site: record().request.site }, signal)
  const { issuer, validTo, warnings = [] } = await abortable(check, signal)
  if (warnings.length > 0) showWarnings(warnings)
  return [message('note.issued', { issuer: issuer.replace(/^CN=/, ''), until: validTo })]
}
