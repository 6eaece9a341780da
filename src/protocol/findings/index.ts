import type { Text } from '#messages/message'
import { browserFindings } from './browser.ts'
import { credentialFindings } from './credential.ts'
import { finding } from './finding.ts'
import { networkFindings } from './network.ts'
import { qlikFindings } from './qlik.ts'
import { requestFindings } from './request.ts'
import { setupFindings } from './setup.ts'

/** Mistakes of Hubpass itself. */
const internalFindings = { INTERNAL: finding<{ detail: Text }>() }

/** Every code with its details, in the groups of docs/protocol.md. Append only: a released code keeps its meaning. */
export const findingGroups = {
  setup: setupFindings,
  request: requestFindings,
  credential: credentialFindings,
  network: networkFindings,
  qlik: qlikFindings,
  browser: browserFindings,
  bug: internalFindings,
}

export const findings = {
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

/** What a person reads: what happened, with the value received, and the one thing to do about it. */
export interface FindingText {
  message: string
  remedy: string
}

/**
 * Why a step failed. `code` is a {@link FindingCode}, or one that a newer companion knows; `details` never hold a
 * key, a passphrase or a session id. The text is in English, for those who do not know the code.
 */
export interface Finding extends FindingText {
  code: string
  details: Record<string, unknown>
  /** By their names, the details that are words of Hubpass: they are in `details` in English. */
  reasons?: Record<string, unknown> | undefined
}

/** A finding that may still have no text. */
export type BareFinding = Pick<Finding, 'code' | 'details' | 'reasons'> & Partial<FindingText>
