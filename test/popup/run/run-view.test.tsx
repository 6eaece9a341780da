// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { passedRun } from '../../stories/popup/runs.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, readyState, renderPopup, storyState } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(() => import('../../../src/popup/NoSitesHelp.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const readSteps = () =>
  within(screen.getByRole('list', { name: 'Sign-in steps' }))
    .getAllByRole('listitem')
    .map(({ dataset }) => [dataset.step, dataset.state])

describe('a run', () => {
  it('RunView shows six waiting steps before the first run', () => {
    renderPopup()
    expect(readSteps()).toEqual(
      ['companion', 'credential', 'session', 'cookie', 'hub', 'identity'].map(step => [step, 'waiting']),
    )
  })

  it('RunView shows the progress as text, and Cancel cancels the run', () => {
    const link = renderPopup(new FakeBackgroundClient(storyState('working')))
    expect(readSteps().map(([, state]) => state)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'working',
      'waiting',
    ])
    expect(screen.getByText('Hub').closest('li')?.textContent).toMatch(/working.*\d s/)
    fireEvent.click(getButton('Cancel'))
    expect(link.sent).toEqual([{ intent: 'cancel' }])
  })

  it.each([
    ['sales', 'You are DOMAIN\\User1 on sales'],
    ['', 'You are DOMAIN\\User1 on the default virtual proxy'],
  ])('RunView says who is signed in after a run passed on "%s"', (prefix, words) => {
    renderPopup(new FakeBackgroundClient({ ...readyState, run: { ...passedRun, prefix } }))
    expect(screen.getByRole('status').textContent).toBe(words)
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  })

  it('RunView shows finding, remedy and leftovers of a failed run', () => {
    const state = storyState('left-behind')
    renderPopup(new FakeBackgroundClient(state))
    const alert = screen.getByRole('alert')
    expect(alert.dataset.code).toBe('WRONG_IDENTITY')
    expect(alert.closest('li')?.dataset.step).toBe('identity')
    expect(alert.textContent).toContain(state.run?.finding?.message)
    expect(alert.querySelector('.remedy')?.textContent).toBe(state.run?.finding?.remedy)
    expect(within(alert).getByRole('listitem').textContent).toBe(state.run?.leftBehind[0])
  })

  it('RunView shows the known parts of a run of a newer background', () => {
    renderPopup(
      new FakeBackgroundClient({ ...readyState, run: { ...passedRun, steps: passedRun.steps.slice(0, 2) } }),
    )
    expect(readSteps()).toHaveLength(6)
  })
})

describe('without a companion', () => {
  it('the popup shows the finding once and reconnects on Try again', async () => {
    const link = renderPopup(new FakeBackgroundClient(storyState('no-companion')))
    expect((await screen.findByRole('alert')).dataset.code).toBe('COMPANION_NOT_INSTALLED')
    fireEvent.click(getButton('Try again'))
    expect(link.sent).toEqual([{ intent: 'reconnect' }])
  })

  it('a run without a companion shows the finding once', () => {
    renderPopup(new FakeBackgroundClient(storyState('no-companion-run')))
    expect(screen.getAllByRole('alert')).toHaveLength(1)
    expect(getButton('Try again')).toBeTruthy()
  })
})

it('the popup explains how to add a site if there is none', async () => {
  renderPopup(new FakeBackgroundClient(storyState('no-sites')))
  await waitFor(() =>
    expect(document.querySelector('.command')?.textContent?.trim()).toBe(
      'node dist/companion/hubpass.mjs site add <id> --hub <url> --pem <folder>',
    ),
  )
})

it('the popup renders a later state', async () => {
  const link = renderPopup(new FakeBackgroundClient({ companion: { status: 'connecting' } }))
  link.publish(readyState)
  await waitFor(() =>
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Site' }).value).toBe('production'),
  )
})
