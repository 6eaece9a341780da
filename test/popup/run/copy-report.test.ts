// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { copyReport } from '../../../src/popup/run/copy-report.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { readyState } from '../../support/render-popup.tsx'
import { failedReport as facts } from '../../support/run-report-fixture.ts'

it('copyReport copies the report and unsubscribes', async () => {
  const link = new FakeBackgroundClient(readyState)
  const copied = copyReport(link, 'run-1')
  link.publish({ ...readyState, openedRun: { status: 'ready', id: 'run-1', facts } })
  await copied
  expect(await navigator.clipboard.readText()).toMatch(/^# /)
  expect(link.listeners.size).toBe(0)
})

it('copyReport unsubscribes if the run is missing', async () => {
  const link = new FakeBackgroundClient({ ...readyState, openedRun: { status: 'missing', id: 'run-1' } })
  await expect(copyReport(link, 'run-1')).rejects.toThrow('no longer there')
  expect(link.listeners.size).toBe(0)
})
