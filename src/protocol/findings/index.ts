import { browserFindings } from './browser.ts'
import { credentialFindings } from './credential.ts'
import { internalFindings } from './internal.ts'
import { networkFindings } from './network.ts'
import { qlikFindings } from './qlik.ts'
import { requestFindings } from './request.ts'
import { setupFindings } from './setup.ts'

/** Every code with its text, in the groups of docs/protocol.md. Append only: a code, once released, keeps its meaning. */
export const findingGroups = {
  setup: setupFindings,
  request: requestFindings,
  credential: credentialFindings,
  network: networkFindings,
  qlik: qlikFindings,
  browser: browserFindings,
  bug: internalFindings,
}

const findings = {
  ...setupFindings,
  ...requestFindings,
  ...credentialFindings,
  ...networkFindings,
  ...qlikFindings,
  ...browserFindings,
  ...internalFindings,
}

export type FindingCode = keyof typeof findings
export type FindingDetails<Code extends FindingCode> = Parameters<(typeof findings)[Code]>[0]

/**
 * Why a step failed. `code` is a {@link FindingCode}, or one that a newer companion knows; `details` never hold a
 * key, a passphrase or a session id.
 */
export interface Finding {
  code: string
  message: string
  remedy: string
  details: Record<string, unknown>
}

export function findingOf<Code extends FindingCode>(code: Code, details: FindingDetails<Code>): Finding {
  // The table is typed code by code; the compiler cannot follow one key through it.
  const text = findings[code] as (details: FindingDetails<Code>) => { message: string; remedy: string }
  return { code, ...text(details), details: { ...details } }
}
