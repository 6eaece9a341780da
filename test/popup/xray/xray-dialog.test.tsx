// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { XrayView } from '#shared/sessions/xray'
import { passedRun } from '../../stories/popup/runs.ts'
import { xrays } from '../../stories/popup/xrays.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, readyState, renderPopup, storyState } from '../../support/render-popup.tsx'

beforeAll(() => import('../../../src/popup/xray/XrayDialog.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const target = { windowId: 1, site: 'production', prefix: 'sales', user: 'DOMAIN\\User1' }
const open = (xray: unknown) => renderPopup(new FakeBackgroundClient({ ...storyState('who-ours'), xray }))

it('X-ray in the menu of a signed-in tab asks for the user of the tab, without a permission', async () => {
  const link = open(undefined)
  fireEvent.click(getButton('Actions'))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'X-ray' }))
  await waitFor(() => expect(link.sent.at(-1)).toEqual({ intent: 'startXray', ...target }))
  expect(link.sent.some(one => 'permission' in one)).toBe(false)
})

it('X-ray is not in the menu of a tab where nobody is signed in', async () => {
  renderPopup(new FakeBackgroundClient(storyState('who-nobody')))
  fireEvent.click(getButton('Actions'))
  await screen.findByRole('menuitem', { name: 'Check this site' })
  expect(screen.queryByRole('menuitem', { name: 'X-ray' })).toBeNull()
})

it('X-ray below a run asks for the user of the run', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('passed')))
  fireEvent.click(await screen.findByRole('button', { name: 'X-ray' }))
  expect(link.sent.at(-1)).toEqual({ intent: 'startXray', ...target })
})

it('X-ray is not below a run on a site that the companion does not know', async () => {
  const run = { ...passedRun, site: 'removed' }
  renderPopup(new FakeBackgroundClient({ ...readyState, run }))
  await screen.findByRole('button', { name: 'Copy report' })
  expect(screen.queryByRole('button', { name: 'X-ray' })).toBeNull()
})

it('a working X-ray shows its progress, and its button and Escape cancel it', async () => {
  const link = open(xrays.working)
  await screen.findByText(/^12 of 34: An open WebSocket/)
  fireEvent.click(getButton('Cancel'))
  expect(link.sent.at(-1)).toEqual({ intent: 'cancelXray' })
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' })
  expect(link.sent.filter(one => 'intent' in one && one.intent === 'cancelXray')).toHaveLength(2)
})

it('an X-ray that has ended can run again for its own user, and be closed', async () => {
  const link = open(xrays.failed)
  await screen.findByText('2 checks failed.')
  fireEvent.click(getButton('Run again'))
  expect(link.sent.at(-1)).toEqual({ intent: 'startXray', ...target })
  fireEvent.click(getButton('Close'))
  expect(link.sent.at(-1)).toEqual({ intent: 'closeXray' })
})

it.each<[string, unknown]>([
  ['belongs to another window', { ...xrays.passed, windowId: 2 }],
  ['is closed', { status: 'closed' }],
  ['has another form', { status: 'done', report: 'of another version' }],
])('the popup shows no X-ray that %s', async (_, xray) => {
  const link = open(xray)
  link.publish({ ...storyState('who-ours'), xray: xrays.starting })
  await screen.findByText('Creating a session…')
  link.publish({ ...storyState('who-ours'), xray })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('an X-ray of a user without access says so above the checks', async () => {
  open(xrays.refused)
  await screen.findByText('No check failed.')
  const line = document.querySelector('.xray-head [data-code=NO_ACCESS_PASS]')
  expect(line?.textContent).toContain('DOMAIN\\User1')
  cleanup()
  open(xrays.passed)
  await screen.findByText('No check failed.')
  expect(document.querySelector('.xray-access')).toBeNull()
})

it('a canceled X-ray is not an error', async () => {
  open(xrays.cancelled)
  await screen.findByText('The X-ray was canceled. The companion ends its sessions.')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('texts that the companion sends as messages are in the language of the tester', async () => {
  const xray: XrayView = {
    ...{ status: 'failed', ...target },
    finding: findingOf('COMPANION_TOO_OLD', { command: 'xray', companion: '0.1.0' }),
  }
  open(xray)
  await screen.findByText(/^The companion, version 0.1.0, is too old for this/)
})
