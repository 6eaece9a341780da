// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { copyReport } from '../../src/popup/copy-report.ts'
import { failedFacts as facts } from '../ui/evidence/facts.ts'
import { readyState } from './app.tsx'
import { FakeLink } from './gallery/fake-link.ts'

it('copies the report, and then listens no more', async () => {
  const link = new FakeLink(readyState)
  const copied = copyReport(link, 'run-1')
  link.publish({ ...readyState, readRun: { status: 'ready', id: 'run-1', facts } })
  await copied
  expect(await navigator.clipboard.readText()).toMatch(/^# /)
  expect(link.listeners.size).toBe(0)
})

it('listens no more to a run that is no longer there, told before it is asked for', async () => {
  const link = new FakeLink({ ...readyState, readRun: { status: 'missing', id: 'run-1' } })
  await expect(copyReport(link, 'run-1')).rejects.toThrow('no longer there')
  expect(link.listeners.size).toBe(0)
})
