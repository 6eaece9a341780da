import type { Finding } from '#protocol/findings/index'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import type { EnglishCheck } from '../../xray/english-result.ts'
import type { BrowserOutcome } from '../browser/case-browser.ts'

/** What a run found out about a case. No text contains a session id. */
export interface CaseOutcome {
  /** Why the user could not sign in. Absent after a sign-in. */
  finding?: Finding
  /** The user whom the hub reported, as `DIR\id`. */
  user?: string
  /** Whether the hub opened without an error. Absent if nobody asked it. */
  isHubReachable?: boolean
  /** The session cookie as a browser would keep it. */
  cookie?: ReceivedCookie
  /** The settings in the QMC, as far as they are known. */
  virtualProxy?: VirtualProxySettings
  /** Why the settings are not known. */
  settingsMissing?: string
  /** Why what follows the sign-in has not come to its end. */
  interruption?: Finding
  /** What a browser saw, if one was asked. */
  browser?: BrowserOutcome
  /** The results of the catalog. */
  checks?: readonly EnglishCheck[]
}

export interface ReceivedCookie {
  name?: string
  /** Empty for a host-only cookie. */
  domain?: string
  path?: string
  secure?: boolean
  httpOnly?: boolean
  sameSite?: 'no attribute' | 'none' | 'lax' | 'strict'
}
