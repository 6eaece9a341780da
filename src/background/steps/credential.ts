import { abortable } from '../abortable.ts'
import type { RunStep } from '../run-step.ts'

/** Passes when the companion finds certificate, key and root in order, before anything is sent. */
export const credentialStep: RunStep = async ({ record, companion, signal }) => {
  const { request } = await abortable(companion(), signal)
  const checking = request('checkCredential', { site: record().request.site }, signal)
  const { issuer, validTo } = await abortable(checking, signal)
  return `issued by ${issuer}, valid until ${validTo.slice(0, 10)}`
}
