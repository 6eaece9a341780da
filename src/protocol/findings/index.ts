import type { Text } from '#messages/message'
import { browserFindings } from './browser.ts'
import { credentialFindings } from './credential.ts'
import { finding } from './finding.ts'
import { networkFindings } from './network.ts'
import { qlikFindings } from './qlik.ts'
import { requestFindings } from './request.ts'
import { setupFindings } from './setup.ts'

/** Bugs of Hubpass. */
const internalFindings = { INTERNAL: finding<{ detail: Text }>() }

/**
 * Every code with its details, in the groups of docs/protocol.md. Append only: a released code
 * keeps its meaning.
 */
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

/** What happened, with the value received, and what to do. */
export interface FindingText {
  message: string
  remedy: string
}

/**
 * Why a step failed. `code` is a {@link FindingCode} or one of a newer companion. `details` never
 * contain a key, a passphrase or a session id. The text is English, for sides that do not know the
 * code.
 */
export interface Finding extends FindingText {
  code: string
  details: Record<string, unknown>
  /** The details that are messages, by name; `details` has them in English. */
  reasons?: Record<string, unknown> | undefined
}

/** A finding that may not have its text yet. */
export type BareFinding = Pick<Finding, 'code' | 'details' | 'reasons'> & Partial<FindingText>
