// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { RunSummary } from '#shared/runs/run-history'
import { RunsSection } from '../../../src/options/runs/RunsSection.tsx'
import { createFakeOptionsClient } from '../../support/fake-options-client.ts'

afterEach(cleanup)

const createRun = (id: string, more: Partial<RunSummary>): RunSummary => ({
  id,
  at: Date.UTC(2026, 4, 1),
  site: 'production',
  prefix: '',
  user: 'DOMAIN\\User1',
  outcome: 'passed',
  ...more,
})

const refused = findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' })
const runs = [
  createRun('1', {}),
  createRun('2', { outcome: 'failed', code: refused.code, finding: refused }),
  createRun('3', { site: 'staging', user: 'TESTING\\Иванов', outcome: 'cancelled' }),
  createRun('4', { outcome: 'failed', code: 'TIMEOUT' }),
]

function renderRuns() {
  const client = createFakeOptionsClient()
  const state = { companion: { status: 'connecting' as const }, runHistory: { runs, cleared: 0 } }
  render(<RunsSection client={client} state={state} />)
  const shown = () => [...document.querySelectorAll('[data-run]')].map(item => item.getAttribute('data-run'))
  const choose = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  return { shown, choose }
}

it('RunsSection filters by user in any script, site and result', () => {
  const { shown, choose } = renderRuns()
  expect(shown()).toEqual(['1', '2', '3', '4'])
  choose('Result', 'failed')
  expect(shown()).toEqual(['2', '4'])
  expect(screen.getByText('2 of 4 runs')).toBeTruthy()
  choose('Result', '')
  choose('Site', 'staging')
  expect(shown()).toEqual(['3'])
  choose('Site', '')
  fireEvent.input(screen.getByLabelText('Find a user'), { target: { value: ' ИВАН ' } })
  expect(shown()).toEqual(['3'])
})

it('RunsSection makes the whole row a link and says in a sentence why a run failed', () => {
  renderRuns()
  const row = screen.getByRole('link', { name: /qlik\.example\.com:4243/ })
  expect(row.getAttribute('href')).toBe('#run=2')
  expect(row.textContent).toContain(refused.message)
  expect(row.textContent).not.toContain('CONNECTION_REFUSED')
  expect(screen.getAllByRole('link')).toHaveLength(4)
})
