import type { UserName } from '#protocol/identity'
import type { PlannedCookie } from '#protocol/session-cookie'
import type { ProxyNode, VirtualProxySettings } from '#protocol/virtual-proxy'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { DocumentInfo } from '../browser/tab-scripting.ts'
import type { RunRecord } from '../run/run-state.ts'
import type { StepContext } from '../run/steps/step.ts'
import type { SessionRegistry } from '../sessions/session-registry.ts'

/** What is known of a run that has failed, before it is undone. What could not be found out in time is undefined. */
export interface Facts {
  /** The finding's. */
  code: string
  /** HTTP status of an error page. */
  status: number | undefined
  /** Origin of the site's hub. */
  hub: string
  prefix: string
  user: UserName
  /** Who the hub says it is. */
  received: UserName | undefined
  /** What the identity's attributes take, in bytes. */
  attributesBytes: number
  /** What the run meant to set. */
  planned: PlannedCookie
  /** The virtual proxy as QRS tells of it now, or told the run. */
  virtualProxy:
    | (Omit<VirtualProxySettings, 'linked'> & { linked: boolean; proxies?: ProxyNode[] })
    | undefined
  /** Of the virtual proxies that some proxy serves, as QRS tells now. */
  prefixes: string[] | undefined
  /** The cookies of the planned name that are sent to where the run has failed, that first that the browser sends first. */
  sent: StoredCookie[] | undefined
  /** All cookies that are sent there. */
  jar: StoredCookie[] | undefined
  /** The user's sessions where the run made one. */
  sessions: { isOursListed: boolean; others: number; ownOthers: number } | undefined
  /** Session ids of whom the hub shows. */
  receivedSessions: string[] | undefined
  /** The run's tab; its address is undefined where the permission does not reach. */
  tab: { url: string | undefined; windowId: number | undefined; storeId: string | undefined } | undefined
  page: DocumentInfo | undefined
  /** The store where the cookie was set. */
  storeId: string | undefined
  /** How long ago the session was made. */
  ageMs: number
}

/** What facts are gathered from. */
export interface FactSources extends Pick<StepContext, 'browser' | 'companion'> {
  record: RunRecord
  registry: SessionRegistry
  now: number
}
