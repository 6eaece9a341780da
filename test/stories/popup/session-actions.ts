import { findingOf } from '#protocol/findings/to-finding'
import type { SessionAction } from '#shared/sessions/session-actions'

const inWindow = { windowId: 1, id: 'deed-1' }
const connectionRefused = findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' })

/** The states of a session action, by name. */
export const sessionActions: Record<string, SessionAction> = {
  working: { ...inWindow, name: 'endThis', status: 'working' },
  done: { ...inWindow, name: 'endThis', status: 'done', user: 'DOMAIN\\User1', prefix: 'sales', ended: 1 },
  'done-but': {
    ...inWindow,
    name: 'goBack',
    status: 'done',
    user: 'DOMAIN\\User1',
    prefix: 'sales',
    ended: 0,
    currentUser: 'CORP\\anna',
    partialFailure: connectionRefused,
  },
  failed: { ...inWindow, name: 'signOut', status: 'failed', finding: connectionRefused },
}
