// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { loadChecks } from '../../../src/popup/state/load-checks.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, getField, renderPopup, storyState } from '../../support/render-popup.tsx'

beforeAll(loadChecks)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const listButtons = () =>
  [...document.querySelectorAll('.finding-end button')].map(({ textContent }) => textContent)

it('RunRemedies offers the virtual proxies of the site in place of an unknown one, and signs in', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('prefix-unknown')))
  fireEvent.input(getField('User id'), { target: { value: 'DOMAIN\\User1' } })
  await screen.findByRole('button', { name: 'Use sales' })
  expect(listButtons()).toEqual(['Use sales', 'Use portal', 'Use default'])
  fireEvent.click(getButton('Use sales'))
  await waitFor(() => expect(link.sent).toMatchObject([{ intent: 'signIn', request: { prefix: 'sales' } }]))
})

it('RunRemedies repeats no button of a cause, and offers the default virtual proxy without a list', async () => {
  renderPopup(new FakeBackgroundClient(storyState('failed')))
  await screen.findByRole('button', { name: 'Use default' })
  expect(listButtons()).toEqual(['Use default'])
})

it('RunRemedies offers the settings of the extension where private windows are forbidden', async () => {
  renderPopup(new FakeBackgroundClient(storyState('private-forbidden')))
  await screen.findByRole('button', { name: 'Open extension settings' })
})

it('a finding links its code to the help page', () => {
  renderPopup(new FakeBackgroundClient(storyState('prefix-unknown')))
  const link = screen.getByRole('link', { name: 'VIRTUAL_PROXY_UNKNOWN' })
  expect(link.getAttribute('href')).toBe('../help/index.html#VIRTUAL_PROXY_UNKNOWN')
})
