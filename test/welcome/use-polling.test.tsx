// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { CompanionState } from '#shared/state'
import { App } from '../../src/welcome/App.tsx'
import { getPollingDelayMs } from '../../src/welcome/use-polling.ts'
import { platform } from '../stories/welcome/welcome.stories.ts'
import { FakeWelcomeClient } from '../support/fake-welcome-client.ts'

const missingCompanion: CompanionState = {
  status: 'failed',
  finding: findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' }),
}
const readyCompanion = (sites: { id: string; hub: string }[]): CompanionState => ({
  status: 'ready',
  version: '0.1.0',
  sites,
})
const sites = [{ id: 'production', hub: 'https://qlik.example.com' }]

let isHidden = false

beforeEach(() => {
  vi.useFakeTimers()
  isHidden = false
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function openWelcome(companion: CompanionState): FakeWelcomeClient {
  const link = new FakeWelcomeClient(platform, '', { companion })
  render(<App client={link} platform={platform} shortcut="" />)
  return link
}
const advanceTime = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms)
  })
const currentStage = () => document.querySelector<HTMLElement>('[data-turn=now]')?.dataset.stage
const setHidden = (hidden: boolean) =>
  act(() => {
    isHidden = hidden
    document.dispatchEvent(new Event('visibilitychange'))
  })

it('usePolling polls quietly every three seconds', () => {
  const link = openWelcome(missingCompanion)
  expect(screen.getByRole('status').textContent).toContain('every 3 s')
  advanceTime(2_999)
  expect(link.sent).toEqual([])
  advanceTime(1)
  expect(link.sent).toEqual([{ intent: 'reconnect', quietly: true }])
  advanceTime(6_000)
  expect(link.sent).toHaveLength(3)
})

it('usePolling slows down if nothing happens for minutes', () => {
  expect([0, 39, 40, 79, 80, 1000].map(getPollingDelayMs)).toEqual([
    3_000, 3_000, 10_000, 10_000, 30_000, 30_000,
  ])
  openWelcome(missingCompanion)
  advanceTime(40 * 3_000)
  expect(screen.getByRole('status').textContent).toContain('every 10 s')
})

it('usePolling pauses while the page is hidden and polls when it becomes visible', () => {
  const link = openWelcome(missingCompanion)
  setHidden(true)
  advanceTime(3_600_000)
  expect(link.sent).toEqual([])
  setHidden(false)
  expect(link.sent).toHaveLength(1)
  advanceTime(3_000)
  expect(link.sent).toHaveLength(2)
})

it('the welcome page moves on by itself and stops polling when the setup is complete', () => {
  const link = openWelcome({ status: 'connecting' })
  expect(currentStage()).toBeUndefined()
  expect(screen.getByRole('status').textContent).toContain('Looking for the companion')
  act(() => link.publish({ companion: missingCompanion }))
  expect(currentStage()).toBe('companion')
  act(() => link.publish({ companion: readyCompanion([]) }))
  expect(currentStage()).toBe('site')
  advanceTime(3_000)
  expect(link.sent).toHaveLength(1)
  act(() => link.publish({ companion: readyCompanion(sites) }))
  expect(currentStage()).toBe('ready')
  advanceTime(60_000)
  expect(link.sent).toHaveLength(1)
})

it('the welcome page keeps the last state while polling', () => {
  const link = openWelcome(readyCompanion(sites))
  act(() => link.publish({ companion: { status: 'connecting' } }))
  expect(currentStage()).toBe('ready')
  act(() => link.publish({ companion: missingCompanion }))
  expect(currentStage()).toBe('companion')
})

it('the welcome page moves the focus to the next step', () => {
  const link = openWelcome(missingCompanion)
  const [copy] = screen.getAllByRole('button', { name: 'Copy command' })
  act(() => copy?.focus())
  act(() => link.publish({ companion: readyCompanion([]) }))
  expect(document.activeElement?.textContent).toContain('Add a site')
})

it('the welcome page does not steal the focus', () => {
  const link = openWelcome(missingCompanion)
  act(() => link.publish({ companion: readyCompanion([]) }))
  expect(document.activeElement).toBe(document.body)
})
