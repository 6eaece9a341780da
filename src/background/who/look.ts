import { whoAmIAddress } from '#protocol/addresses'
import { findingFrom } from '#protocol/errors'
import { type Finding, findingOf } from '#protocol/findings/index'
import type { UserName } from '#protocol/identity'
import type { Site } from '#protocol/site'
import { originPatternOf } from '#shared/permission'
import type { BrowserPorts } from '../browser/index.ts'
import type { Answer } from '../browser/page-in-tab.ts'
import { readUser } from '../steps/read-user.ts'
import { type HeldSession, type HeldSessionTools, heldSession } from './held-session.ts'

/** A tab that shows a virtual proxy of a known site. */
export interface HubTab {
  tabId: number
  windowId: number
  site: Site
  prefix: string
}

export interface AskedTab extends HubTab {
  /** Milliseconds since 1970. */
  askedAt: number
}

/** What a tab was found to show, with what only the background may know. */
export type Seen = AskedTab &
  (
    | { status: 'nobody' | 'anonymous' | 'noPermission' }
    | Unreachable
    | { status: 'user'; user: UserName; held: HeldSession | undefined; lastRequestAt: number | undefined }
  )

export type SeenUser = Extract<Seen, { status: 'user' }>

export type LookTools = HeldSessionTools & {
  browser: Pick<BrowserPorts, 'cookies' | 'pageInTab' | 'permissions'>
}

/** Asks the hub from inside the tab, whose cookies count. Whatever goes wrong is an answer too. */
export async function look(tab: AskedTab, tools: LookTools): Promise<Seen> {
  const { pageInTab, permissions } = tools.browser
  const address = whoAmIAddress(tab.site.hub, tab.prefix)
  const [answer, isAllowed] = await Promise.all([
    pageInTab.get(tab.tabId, address).catch(unreachable),
    permissions.has(originPatternOf(tab.site.hub)),
  ])
  if (answer === undefined)
    return isAllowed ? { ...tab, ...closed(address) } : { ...tab, status: 'noPermission' }
  const answered = 'finding' in answer ? answer : verdictOf(address, answer)
  if (answered.status !== 'user') return { ...tab, ...answered }
  const [held, lastRequestAt] = await Promise.all([
    isAllowed ? heldSession(tab, answered.user, tools) : undefined,
    pageInTab.lastRequestAt(tab.tabId, address),
  ])
  return { ...tab, ...answered, held, lastRequestAt }
}

const closed = (hub: string): Unreachable => ({
  status: 'unreachable',
  finding: findingOf('HUB_UNREACHABLE', { hub, reason: 'the browser shows an error page of its own' }),
})

const unreachable = (thrown: unknown): Unreachable => ({
  status: 'unreachable',
  finding: findingFrom(thrown),
})

interface Unreachable {
  status: 'unreachable'
  finding: Finding
}

type Verdict = { status: 'nobody' | 'anonymous' } | Unreachable | { status: 'user'; user: UserName }

/** The documented states of `/qps/user`: who has a name but no active session is anonymous (qlik-sense-facts §2.1). */
export function verdictOf(address: string, answer: Answer): Verdict {
  try {
    const { userDirectory, userId, session } = readUser(address, answer)
    if (userDirectory === undefined || userId === undefined) return { status: 'nobody' }
    return session === 'inactive'
      ? { status: 'anonymous' }
      : { status: 'user', user: { userDirectory, userId } }
  } catch (thrown) {
    return unreachable(thrown)
  }
}
