import { abortable } from '../abortable.ts'
import { phrase } from '../phrases.ts'
import type { RunStep } from '../run-step.ts'

/** Passes when the companion finds certificate, key and root in order, before anything is sent. */
export const credentialStep: RunStep = async ({ record, companion, warn, signal }) => {
  const { request } = await abortable(companion(), signal)
  const checking = request('checkCredential', { site: record().request.site }, signal)
  const { issuer, validTo, warnings = [] } = await abortable(checking, signal)
  if (warnings.length > 0) warn(warnings)
  return [phrase('Issued', issuer.replace(/^CN=/, ''), validTo)]
}
