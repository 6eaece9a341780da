// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { CompanionState } from '#shared/state'
import { App } from '../../src/welcome/App.tsx'
import { pauseMs } from '../../src/welcome/use-looking.ts'
import { FakeWelcomeLink } from './gallery/fake-link.ts'
import { machine } from './gallery/scenes.ts'

const missing: CompanionState = {
  status: 'failed',
  finding: findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' }),
}
const ready = (sites: { id: string; hub: string }[]): CompanionState => ({
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

function open(companion: CompanionState): FakeWelcomeLink {
  const link = new FakeWelcomeLink(machine, '', { companion })
  render(<App link={link} machine={machine} shortcut="" />)
  return link
}
const wait = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms)
  })
const now = () => document.querySelector<HTMLElement>('[data-turn=now]')?.dataset.stage
const hide = (hidden: boolean) =>
  act(() => {
    isHidden = hidden
    document.dispatchEvent(new Event('visibilitychange'))
  })

it('looks every three seconds, quietly, and says so', () => {
  const link = open(missing)
  expect(screen.getByRole('status').textContent).toContain('every 3 s')
  wait(2_999)
  expect(link.asked).toEqual([])
  wait(1)
  expect(link.asked).toEqual([{ intent: 'reconnect', quietly: true }])
  wait(6_000)
  expect(link.asked).toHaveLength(3)
})

it('looks more rarely when nothing happens for minutes, and says that', () => {
  expect([0, 39, 40, 79, 80, 1000].map(pauseMs)).toEqual([3_000, 3_000, 10_000, 10_000, 30_000, 30_000])
  open(missing)
  wait(40 * 3_000)
  expect(screen.getByRole('status').textContent).toContain('every 10 s')
})

it('starts nothing while nobody sees it, and looks at once when somebody comes back', () => {
  const link = open(missing)
  hide(true)
  wait(3_600_000)
  expect(link.asked).toEqual([])
  hide(false)
  expect(link.asked).toHaveLength(1)
  wait(3_000)
  expect(link.asked).toHaveLength(2)
})

it('moves on by itself, and stops looking when all is there', () => {
  const link = open({ status: 'connecting' })
  expect(now()).toBe('companion')
  act(() => link.publish({ companion: missing }))
  expect(now()).toBe('companion')
  act(() => link.publish({ companion: ready([]) }))
  expect(now()).toBe('site')
  wait(3_000)
  expect(link.asked).toHaveLength(1)
  act(() => link.publish({ companion: ready(sites) }))
  expect(now()).toBe('ready')
  wait(60_000)
  expect(link.asked).toHaveLength(1)
})

it('shows what was found last while it is looked for again', () => {
  const link = open(ready(sites))
  act(() => link.publish({ companion: { status: 'connecting' } }))
  expect(now()).toBe('ready')
  act(() => link.publish({ companion: missing }))
  expect(now()).toBe('companion')
})

it('takes the focus along when the step that had it is done', () => {
  const link = open(missing)
  const [copy] = screen.getAllByRole('button', { name: 'Copy command' })
  act(() => copy?.focus())
  act(() => link.publish({ companion: ready([]) }))
  expect(document.activeElement?.textContent).toContain('Add a site')
})

it('takes no focus that it did not have', () => {
  const link = open(missing)
  act(() => link.publish({ companion: ready([]) }))
  expect(document.activeElement).toBe(document.body)
})
