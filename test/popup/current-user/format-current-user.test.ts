import { describe, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { CurrentUser } from '#shared/sessions/current-user'
import { formatUserNote, formatUserTitle } from '../../../src/popup/current-user/format-current-user.ts'

const now = new Date(2030, 0, 1, 10, 8).getTime()
const timeAt = (hours: number, minutes: number) => new Date(2030, 0, 1, hours, minutes).getTime()
const tab = { windowId: 1, site: 'acme', prefix: 'sales' }
const user = { ...tab, status: 'user' as const, user: 'DOMAIN\\User1', canEnd: true }
const formatClock = (time: number) => new Date(time).toLocaleTimeString('en', { timeStyle: 'short' })

describe('formatUserTitle and formatUserNote', () => {
  it.each<[CurrentUser, string | undefined, string]>([
    [{ status: 'notHub', windowId: 1 }, undefined, ''],
    [{ ...tab, status: 'asking' }, 'Who is signed in?', 'checking sales…'],
    [{ ...tab, status: 'nobody' }, 'Nobody is signed in', 'on sales'],
    [{ ...tab, status: 'nobody', prefix: '' }, 'Nobody is signed in', 'on default'],
    [{ ...tab, status: 'anonymous' }, 'Anonymous', 'on sales'],
    [{ ...tab, status: 'noPermission' }, 'Who is signed in?', 'Hubpass has no access to this site'],
    [
      { ...tab, status: 'unreachable', finding: findingOf('HUB_UNREACHABLE', { hub: 'hub', reason: '…' }) },
      'Who is signed in?',
      'No response from sales',
    ],
    [user, 'DOMAIN\\User1', 'on sales'],
    [{ ...user, isCreatedByHubpass: false }, 'DOMAIN\\User1', 'on sales · not by Hubpass'],
    [
      { ...user, isCreatedByHubpass: true, since: timeAt(10, 2), endsAt: timeAt(10, 32) },
      'DOMAIN\\User1',
      `on sales · by Hubpass, ${formatClock(timeAt(10, 2))} · ~24 min left`,
    ],
    [{ ...user, endsAt: timeAt(10, 8) }, 'DOMAIN\\User1', 'on sales · may end soon'],
    [{ ...user, endsAt: timeAt(9, 0) }, 'DOMAIN\\User1', 'on sales · may end soon'],
  ])('%j', (who, title, note) => {
    expect(formatUserTitle(who)).toBe(title)
    expect(formatUserNote(who, now)).toBe(note)
  })
})
