import type { Message } from '#messages/message'
import type { XrayCheck } from '#protocol/xray'
import type { BrowserPorts } from '../../browser/index.ts'
import type { SignedInTab } from '../../current-user/query-hub.ts'
import type { KnownVirtualProxies } from '../../sites/virtual-proxies.ts'

export type Judgement = Pick<XrayCheck, 'verdict' | 'message' | 'evidence' | 'reason' | 'remedy'>

/** The tab with the session, which no check changes or ends. */
export interface CheckedTab {
  tab: SignedInTab
  session: NonNullable<SignedInTab['sessionCookie']>
  browser: Pick<BrowserPorts, 'cookies' | 'probes' | 'tabScripting' | 'windows'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
  signal: AbortSignal
}

/** A check that only a browser can run: docs/checks/b-1.md and the pages after it. */
export interface BrowserCheck {
  about: Omit<XrayCheck, keyof Judgement>
  /** May reject if the browser does not allow it. */
  judge(checked: CheckedTab): Promise<Judgement>
}

/** Returns a verdict that claims nothing, with its reason. */
export const undecided = (reason: Message, evidence: Judgement['evidence'] = []): Judgement => ({
  ...{ verdict: 'undecided', message: reason, reason },
  evidence,
})
