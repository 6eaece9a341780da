import { findingOf } from '#protocol/findings/to-finding'
import type { ListedSession, SessionList } from '#shared/sessions/session-list'

const query = {
  windowId: 1,
  site: 'production',
  prefix: 'sales',
  userDirectory: 'DOMAIN',
  userId: 'User1',
}
const createSession = (mask: string, more: Partial<ListedSession> = {}): ListedSession => ({
  key: mask,
  maskedId: mask,
  isCreatedByHubpass: false,
  isCurrent: false,
  ...more,
})
const three = [
  createSession('3f2a…', { isCreatedByHubpass: true, isCurrent: true, since: Date.UTC(2030, 0, 1, 9, 2) }),
  createSession('91bc…', { isCreatedByHubpass: true, since: Date.UTC(2030, 0, 1, 8, 40) }),
  createSession('c0de…'),
]

/** The states of the session dialog, by name. */
export const sessionLists: Record<string, SessionList> = {
  loading: { ...query, status: 'loading' },
  three: { ...query, status: 'ready', sessions: three, hidden: 0 },
  full: { ...query, status: 'ready', sessions: [...three, createSession('d1ce…')], hidden: 1 },
  none: { ...query, status: 'ready', sessions: [], hidden: 0 },
  failed: {
    ...query,
    status: 'failed',
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' }),
  },
}
