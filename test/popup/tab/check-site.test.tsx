// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { SiteAction } from '#shared/sites/site-actions'
import { createEndedRun } from '../../stories/popup/runs.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, renderPopup, storyState } from '../../support/render-popup.tsx'

beforeAll(() => import('../../../src/popup/session-actions/ActionsMenu.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const check = { name: 'check', site: 'production' } as const
const report = {
  healthy: true,
  verdicts: [{ site: 'production', state: 'passed', sentence: 'production is ready.' }],
  checks: [{ id: 'configuration', title: 'Configuration', state: 'passed', note: '2 sites' }],
}
const done: SiteAction = { ...check, status: 'done', report }
const state = storyState('filled')
const countChecks = ({ sent }: FakeBackgroundClient) =>
  sent.filter(one => 'intent' in one && one.intent === 'checkSite').length

/** Opens the dialog from the menu. */
async function open(siteAction?: SiteAction) {
  const link = renderPopup(new FakeBackgroundClient({ ...storyState('who-nobody'), siteAction }))
  fireEvent.click(getButton('Actions'))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Check this site' }))
  await screen.findByRole('dialog')
  return link
}

it('Check this site shows the answer of the doctor, not an earlier one', async () => {
  const link = await open({ ...done, report: { ...report, verdicts: [] } })
  await screen.findByText('Checking production…')
  await waitFor(() => expect(countChecks(link)).toBe(1))
  link.publish({ ...state, siteAction: { ...check, status: 'working' } })
  await screen.findByRole('button', { name: 'Cancel' })
  link.publish({ ...state, siteAction: done })
  await screen.findByText('production is ready.')
  expect(countChecks(link)).toBe(1)
})

it('Check this site waits for the action of another page, then checks', async () => {
  const link = await open({ name: 'add', site: 'other', status: 'working' })
  await screen.findByText(/^Answer the dialog/)
  expect(countChecks(link)).toBe(0)
  link.publish({ ...state, siteAction: { name: 'add', site: 'other', status: 'done' } })
  await waitFor(() => expect(countChecks(link)).toBe(1))
})

it('closing the dialog stops a check that still runs', async () => {
  const link = await open()
  link.publish({ ...state, siteAction: { ...check, status: 'working' } })
  await screen.findByRole('button', { name: 'Cancel' })
  fireEvent.click(getButton('Close'))
  await waitFor(() => expect(link.sent.at(-1)).toEqual({ intent: 'cancelSiteAction' }))
})

it.each([
  findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' }),
  findingOf('CERTIFICATE_EXPIRED', { path: '/client.pem', validTo: '2020-01-01T00:00:00.000Z' }),
])('a run that failed with $code offers to check the site', async finding => {
  const link = renderPopup(new FakeBackgroundClient({ ...state, run: createEndedRun('session', finding) }))
  fireEvent.click(await screen.findByRole('button', { name: 'Check this site' }))
  await screen.findByRole('dialog')
  await waitFor(() => expect(countChecks(link)).toBe(1))
})
