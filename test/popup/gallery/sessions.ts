import { findingOf } from '#protocol/findings/index'
import type { ListedSession, Sessions } from '#shared/sessions'

const whose = {
  windowId: 1,
  site: 'production',
  prefix: 'sales',
  userDirectory: 'DOMAIN',
  userId: 'User1',
}
const session = (mask: string, more: Partial<ListedSession> = {}): ListedSession => ({
  key: mask,
  mask,
  isOurs: false,
  isHere: false,
  ...more,
})
const three = [
  session('3f2a…', { isOurs: true, isHere: true, since: Date.UTC(2030, 0, 1, 9, 2) }),
  session('91bc…', { isOurs: true, since: Date.UTC(2030, 0, 1, 8, 40) }),
  session('c0de…'),
]

/** What the dialog of sessions shows, by name. */
export const sessions: Record<string, Sessions> = {
  loading: { ...whose, status: 'loading' },
  three: { ...whose, status: 'ready', sessions: three, hidden: 0 },
  full: { ...whose, status: 'ready', sessions: [...three, session('d1ce…')], hidden: 1 },
  none: { ...whose, status: 'ready', sessions: [], hidden: 0 },
  failed: {
    ...whose,
    status: 'failed',
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' }),
  },
}
