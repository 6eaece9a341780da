import { findingOf } from '#protocol/findings/index'
import type { Deed } from '#shared/deeds'

const ofPage = { windowId: 1, id: 'deed-1' }
const refused = findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' })

/** What becomes of what was chosen from the menu, by name. */
export const deeds: Record<string, Deed> = {
  working: { ...ofPage, name: 'endThis', status: 'working' },
  done: { ...ofPage, name: 'endThis', status: 'done', user: 'DOMAIN\\User1', prefix: 'sales', ended: 1 },
  'done-but': {
    ...ofPage,
    name: 'goBack',
    status: 'done',
    user: 'DOMAIN\\User1',
    prefix: 'sales',
    ended: 0,
    now: 'CORP\\anna',
    but: refused,
  },
  failed: { ...ofPage, name: 'signOut', status: 'failed', finding: refused },
}
