import type { EngineAnswer } from '#protocol/engine-answer'
import type { UserName } from '#protocol/identity'
import type { PlannedCookie } from '#protocol/session-cookie'
import type { UserAccess } from '#protocol/user-access'
import type { ProxyNode, VirtualProxySettings } from '#protocol/virtual-proxy'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { DocumentInfo } from '../browser/tab-scripting.ts'
import type { RunRecord } from '../run/run-state.ts'
import type { StepContext } from '../run/steps/step.ts'
import type { FindSessionOrigins } from '../sessions/session-origins.ts'

/**
 * Everything known about a failed run before its rollback. Facts that were not found in time are
 * undefined.
 */
export interface Facts {
  /** The code of the finding. */
  code: string
  /** The HTTP status of an error page. */
  status: number | undefined
  /** The origin of the hub. */
  hub: string
  prefix: string
  user: UserName
  /** The user whom the hub reports. */
  received: UserName | undefined
  /** The size of the identity's attributes in bytes. */
  attributesBytes: number
  /** The cookie that the run planned to set. */
  planned: PlannedCookie
  /** The virtual proxy as QRS describes it now, or described it to the run. */
  virtualProxy:
    | (Omit<VirtualProxySettings, 'linked'> & { linked: boolean; proxies?: ProxyNode[] })
    | undefined
  /** The prefixes of the virtual proxies that are linked to a proxy, as QRS lists them now. */
  prefixes: string[] | undefined
  /**
   * The cookies of the planned name that are sent to the address of the failed step, in the
   * browser's order.
   */
  sent: StoredCookie[] | undefined
  /** All cookies that are sent there. */
  jar: StoredCookie[] | undefined
  /** The user's sessions on the virtual proxy, if the run created one. */
  sessions: { isOursListed: boolean; others: number; ownOthers: number } | undefined
  /** The session ids of the user whom the hub reports. */
  receivedSessions: string[] | undefined
  /** What QRS tells of the user whom the hub reports, or else of the run's user. */
  access: UserAccess | undefined
  /** The tab of the run. Its address is undefined if the permission does not cover it. */
  tab: { url: string | undefined; windowId: number | undefined; storeId: string | undefined } | undefined
  page: DocumentInfo | undefined
  /** What the engine says to the session over a WebSocket of its own. */
  engine: EngineAnswer | undefined
  /** The store in which the cookie was set. */
  storeId: string | undefined
  /** The age of the session. */
  ageMs: number
}

/** The sources of the facts. */
export interface FactSources extends Pick<StepContext, 'browser' | 'companion'> {
  record: RunRecord
  findOrigins: FindSessionOrigins
  /**
   * The session to ask the engine about. Undefined if no hub has opened a WebSocket with it: ours could
   * then be the first, which takes an access pass.
   */
  engineSession?: EngineSession | undefined
  now: number
}

export interface EngineSession {
  sessionId: string
  user: UserName
  cookieName: string
}
