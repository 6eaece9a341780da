import type { FindingCode } from '#protocol/findings/index'
import type { FaultName } from '../doubles/qlik-sense/faults.ts'
import type { EndpointName } from '../doubles/qlik-sense/http/request.ts'

/** The requests that the companion sends for a tester, in the order in which a test sends them. */
export type StepName = 'settings' | 'session' | 'sessions' | 'endSession' | 'virtualProxies'

export interface Step {
  command: 'createSession' | 'sessions' | 'endSession' | 'virtualProxies'
  /** The responses that a fault changes. A fault of TLS or of the port changes all of the endpoint. */
  scope: { endpoint: EndpointName; method: string }
}

export const steps: Record<StepName, Step> = {
  settings: { command: 'createSession', scope: { endpoint: 'qrs', method: 'GET' } },
  session: { command: 'createSession', scope: { endpoint: 'qps', method: 'POST' } },
  sessions: { command: 'sessions', scope: { endpoint: 'qps', method: 'GET' } },
  endSession: { command: 'endSession', scope: { endpoint: 'qps', method: 'DELETE' } },
  virtualProxies: { command: 'virtualProxies', scope: { endpoint: 'qrs', method: 'GET' } },
}

/** The outcome of a step with a fault: the code of the finding, or that the step passes. */
export type Outcome = FindingCode | 'passes'

const everyStep = (outcome: Outcome): Record<StepName, Outcome> => ({
  settings: outcome,
  session: outcome,
  sessions: outcome,
  endSession: outcome,
  virtualProxies: outcome,
})

/** What each fault of the double does to each step. A test cancels a step of a silent server. */
export const faultCases: Record<FaultName, Record<StepName, Outcome>> = {
  slow: everyStep('passes'),
  silent: { ...everyStep('CANCELLED'), settings: 'TIMEOUT' },
  hangUp: everyStep('CONNECTION_CLOSED'),
  cut: everyStep('CONNECTION_CLOSED'),
  // Only the status of a DELETE matters.
  garbage: { ...everyStep('UNEXPECTED_RESPONSE'), endSession: 'passes' },
  wrongShape: { ...everyStep('UNEXPECTED_RESPONSE'), endSession: 'passes' },
  // A list may be long, and the body ends with `null`, which means no sessions.
  huge: { ...everyStep('UNEXPECTED_RESPONSE'), sessions: 'passes' },
  wrongContentType: everyStep('passes'),
  forbidden: { ...everyStep('QPS_FORBIDDEN'), session: 'passes', endSession: 'passes' },
  hubErrorPage: everyStep('passes'),
  hugeHeaders: everyStep('passes'),
  tls12: everyStep('passes'),
  tls11: everyStep('TLS_VERSION'),
  leafOnlyChain: everyStep('passes'),
  rootSentAlong: everyStep('passes'),
  serverCertificateExpired: everyStep('TLS_SERVER_CERTIFICATE_EXPIRED'),
  serverCertificateNotYetValid: everyStep('TLS_SERVER_CERTIFICATE_EXPIRED'),
  serverCertificateSelfSigned: everyStep('TLS_UNTRUSTED_ROOT'),
  serverCertificateOfOtherName: everyStep('TLS_NAME_MISMATCH'),
  serverCertificateOfWrongPurpose: everyStep('TLS_WRONG_PURPOSE'),
  serverCertificateOfOtherSite: everyStep('TLS_UNTRUSTED_ROOT'),
  refused: everyStep('CONNECTION_REFUSED'),
}
