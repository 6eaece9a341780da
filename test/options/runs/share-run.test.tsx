// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { ShareRun } from '../../../src/options/runs/ShareRun.tsx'
import { failedReport } from '../../support/run-report-fixture.ts'

afterEach(cleanup)

it.each([
  ['Markdown', /^Saved as hubpass-[^ ]+\.md\.$/],
  ['HTML', /^Saved as hubpass-[^ ]+\.html\.$/],
  ['curl', /^Saved as [^ ]+\.sh\.$/],
])('ShareRun says under which name it has saved a report as %s', (format, text) => {
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined })
  render(<ShareRun facts={failedReport} />)
  fireEvent.click(screen.getByLabelText(format))
  expect(screen.getByRole('status').textContent).toBe('')
  fireEvent.click(screen.getByRole('button', { name: 'Save as file' }))
  expect(screen.getByRole('status').textContent).toMatch(text)
})
