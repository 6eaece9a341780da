import { describe, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { Who } from '#shared/who'
import { noteOf, titleOf } from '../../src/popup/who/who-words.ts'

const now = new Date(2030, 0, 1, 10, 8).getTime()
const at = (hours: number, minutes: number) => new Date(2030, 0, 1, hours, minutes).getTime()
const tab = { windowId: 1, site: 'acme', prefix: 'sales' }
const user = { ...tab, status: 'user' as const, user: 'DOMAIN\\User1', canEnd: true }
const clock = (time: number) => new Date(time).toLocaleTimeString('en', { timeStyle: 'short' })

describe('who is signed in, in words', () => {
  it.each<[Who, string | undefined, string]>([
    [{ status: 'notHub', windowId: 1 }, undefined, ''],
    [{ ...tab, status: 'asking' }, 'Who is signed in?', 'asking sales…'],
    [{ ...tab, status: 'nobody' }, 'Nobody is signed in', 'on sales'],
    [{ ...tab, status: 'nobody', prefix: '' }, 'Nobody is signed in', 'on default'],
    [{ ...tab, status: 'anonymous' }, 'Anonymous', 'on sales'],
    [{ ...tab, status: 'noPermission' }, 'Who is signed in?', 'Hubpass may not ask here'],
    [
      { ...tab, status: 'unreachable', finding: findingOf('HUB_UNREACHABLE', { hub: 'hub', reason: '…' }) },
      'Who is signed in?',
      'sales gave no answer',
    ],
    [user, 'DOMAIN\\User1', 'on sales'],
    [{ ...user, isOurs: false }, 'DOMAIN\\User1', 'on sales · not by Hubpass'],
    [
      { ...user, isOurs: true, since: at(10, 2), endsAt: at(10, 32) },
      'DOMAIN\\User1',
      `on sales · since ${clock(at(10, 2))} · about 24 min left`,
    ],
    [{ ...user, endsAt: at(10, 8) }, 'DOMAIN\\User1', 'on sales · may end now'],
    [{ ...user, endsAt: at(9, 0) }, 'DOMAIN\\User1', 'on sales · may end now'],
  ])('%j', (who, title, note) => {
    expect(titleOf(who)).toBe(title)
    expect(noteOf(who, now)).toBe(note)
  })
})
