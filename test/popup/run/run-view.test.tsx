// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
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

  const normalWindow = { windowId: 1, site: 'production', prefix: 'sales' } as const
  const somebody = {
    ...normalWindow,
    status: 'user',
    user: 'DOMAIN\\Bob',
    canEnd: true,
    askedAt: 9e15,
  } as const
  const failedRun = { ...passedRun, outcome: 'failed' } as const
  it.each([
    [
      'in the private window',
      { ...passedRun, isPrivate: true },
      [somebody],
      'DOMAIN\\User1 is signed in on sales in the private window',
    ],
    [
      'in a container',
      { ...passedRun, container: { storeId: 'firefox-container-2', name: 'Work' } },
      [somebody],
      'DOMAIN\\User1 is signed in on sales in the container Work',
    ],
    ['and its session is over', passedRun, [], 'Earlier sign-in: DOMAIN\\User1 on sales', passedRun.id],
    [
      'in the private window, which is closed',
      { ...passedRun, isPrivate: true },
      [],
      'Earlier sign-in: DOMAIN\\User1 on sales in the private window',
      passedRun.id,
    ],
    ['and the session of an earlier run is over', passedRun, [], 'You are DOMAIN\\User1 on sales', 'run-0'],
    [
      'in the private window without success',
      { ...failedRun, isPrivate: true },
      [],
      'Not signed in as DOMAIN\\User1 on sales in the private window',
    ],
    [
      'without success, but the user is signed in',
      { ...failedRun, site: 'production' },
      [{ ...somebody, user: 'DOMAIN\\User1' }],
      'Sign-in failed: DOMAIN\\User1 on sales',
    ],
  ] as const)(
    'RunView says in a normal window that a run ended %s',
    async (_, run, currentUsers, words, overRunId?: string) => {
      const state = {
        ...readyState,
        run: { ...run, prefix: 'sales' },
        currentUsers: [...currentUsers],
        overRunId,
      }
      renderPopup(new FakeBackgroundClient(state))
      await waitFor(() => expect(document.querySelector('.outcome')?.textContent).toBe(words))
    },
  )

  it('RunView leads to the field when the cookie name must be entered', async () => {
    const finding = findingOf('NOT_SIGNED_IN', {
      hub: 'https://qlik/hub/',
      cookie: 'X',
      sawInstead: 'a login',
    })
    const causes = [
      { cause: 'nameUsual' as const, values: ['X'], action: { kind: 'enterCookieName' as const } },
    ]
    const run = { ...passedRun, outcome: 'failed' as const, finding, causes }
    const link = renderPopup(new FakeBackgroundClient({ ...readyState, run }))
    fireEvent.click(await screen.findByRole('button', { name: 'Enter the cookie name' }))
    const field = await screen.findByRole('textbox', { name: 'Cookie name' })
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(link.sent).toEqual([])
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

it.each([
  ['no-sites', 'node dist/companion/hubpass.mjs', 'in the Hubpass folder:'],
  ['no-sites-portable', "'/home/jürgen/Downloads/hubpass-0.1.0-linux-x64/hubpass'", 'in a terminal:'],
])('the popup explains in story %s how to add a site', async (story, start, where) => {
  renderPopup(new FakeBackgroundClient(storyState(story)))
  await waitFor(() =>
    expect(document.querySelector('.command')?.textContent?.trim()).toBe(
      `${start} site add <id> --hub <url> --pem <folder>`,
    ),
  )
  expect(screen.getByText(/run this command/).textContent).toMatch(new RegExp(`${where}$`))
})

it('the popup renders a later state', async () => {
  const link = renderPopup(new FakeBackgroundClient({ companion: { status: 'connecting' } }))
  link.publish(readyState)
  await waitFor(() =>
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Site' }).value).toBe('production'),
  )
})
