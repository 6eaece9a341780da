// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { Settings } from '#shared/settings'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, renderPopup, storyState } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(() => import('../../../src/popup/session-actions/ActionsMenu.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const openMenu = (name: string | RegExp) => {
  fireEvent.click(getButton('Actions'))
  return screen.findByRole('menuitem', { name })
}
const chooseItem = async (name: string | RegExp) => void fireEvent.click(await openMenu(name))
const listIntents = ({ sent: asked }: FakeBackgroundClient) =>
  asked.flatMap(one => ('intent' in one ? [one.intent] : []))

it('shows how to allow a denied permission, sends nothing, and can be dismissed', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('who-ours'), { windowId: 1 }, false))
  await chooseItem('Sign in again with a new session id')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('Nothing was changed')
  expect(said.textContent).toContain('qlik.example.com')
  expect(said.textContent).toContain('Try again and choose Allow')
  expect(listIntents(link)).not.toContain('signInAgain')
  fireEvent.click(getButton('Dismiss'))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

it('opens the pages of Hubpass', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  renderPopup(new FakeBackgroundClient(storyState('ready')))
  for (const name of ['Manage…', 'Settings', 'Getting started', 'Help']) await chooseItem(name)
  expect(open.mock.calls.map(([url]) => url)).toEqual([
    '../options/index.html',
    '../options/index.html#settings',
    '../welcome/index.html',
    '../help/index.html',
  ])
  open.mockRestore()
  await openMenu('Shortcuts')
})

it('sends the chosen action once the permission is granted', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('who-ours')))
  await chooseItem('Sign in again with a new session id')
  await waitFor(() => expect(listIntents(link)).toContain('signInAgain'))
  expect(screen.queryByRole('alert')).toBeNull()
})

it('shows the result of an action from the sessions dialog after that dialog was closed', async () => {
  const state = storyState('who-ours')
  const link = renderPopup(new FakeBackgroundClient(state))
  const action = { name: 'endOurs', windowId: 1, id: 'action-1' } as const
  await chooseItem(/^Sessions/)
  await screen.findByRole('dialog')
  link.publish({ ...state, sessionAction: { ...action, status: 'working' } })
  fireEvent.click(getButton('Close'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const ended = { user: 'DOMAIN\\User1', prefix: '', ended: 2 }
  link.publish({ ...state, sessionAction: { ...action, ...ended, status: 'done' } })
  await screen.findByText(/^Ended 2 Hubpass sessions of DOMAIN.User1 on /)
  fireEvent.click(getButton('Dismiss'))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull())
})

it('shows a failure that arrived during a run once the run has ended', async () => {
  const state = storyState('who-ours')
  const link = renderPopup(new FakeBackgroundClient(state))
  const action = { name: 'signOut', windowId: 1, id: 'action-1' } as const
  const running = { ...action, status: 'working' } as const
  await openMenu(/^Sign out/)
  link.publish({ ...state, sessionAction: running })
  await screen.findByText('Working…')
  const working = storyState('working')
  const failed = {
    ...action,
    status: 'failed',
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' }),
  } as const
  link.publish({ ...working, sessionAction: running })
  link.publish({ ...working, sessionAction: failed })
  await waitFor(() => expect(screen.queryByText('Working…')).toBeNull())
  link.publish({ ...state, sessionAction: failed })
  await screen.findByText('The action failed')
})

it('ends the session at once if the tester does not want to be asked', async () => {
  const settings: Settings = {
    theme: 'system',
    language: 'system',
    defaultSite: '',
    runsKept: 50,
    confirmEnds: false,
  }
  const link = renderPopup(new FakeBackgroundClient({ ...storyState('who-ours'), settings }))
  await chooseItem('End this session')
  await waitFor(() => expect(listIntents(link)).toContain('endThisSession'))
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('shows the warning of an action beside its result', async () => {
  const state = storyState('who-ours')
  const link = renderPopup(new FakeBackgroundClient(state))
  await openMenu(/^Sign out/)
  const warning = findingOf('AUDIT_NOT_WRITTEN', { path: '/home/audit', reason: 'the disk is full' })
  const action = { name: 'signOut', windowId: 1, id: 'action-1', status: 'done' } as const
  const result = { user: 'DOMAIN\\User1', prefix: '', ended: 2, warnings: [warning] }
  link.publish({ ...state, sessionAction: { ...action, ...result } })
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Could not write to the audit log in /home/audit',
  )
  await screen.findByText(/^Signed .*DOMAIN.User1/)
})
