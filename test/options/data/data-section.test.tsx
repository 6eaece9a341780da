// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { QuarantinedText } from '#shared/quarantine'
import type { State } from '#shared/state'
import { DataSection } from '../../../src/options/data/DataSection.tsx'
import { createFakeOptionsClient } from '../../support/fake-options-client.ts'

afterEach(cleanup)

const key = 'aside:runs:1'
const state: State = {
  companion: { status: 'connecting' },
  quarantine: [{ key, what: 'runs', why: 'broken', at: 1, characters: 12 }],
}

it('DataSection says that it has saved unreadable data once the text arrives', () => {
  const createObjectURL = vi.fn((_: Blob) => 'blob:x')
  Object.assign(URL, { createObjectURL, revokeObjectURL: () => undefined })
  const client = createFakeOptionsClient()
  const show = (quarantinedText?: QuarantinedText) => (
    <DataSection client={client} state={quarantinedText ? { ...state, quarantinedText } : state} />
  )
  const { rerender } = render(show())
  fireEvent.click(screen.getByRole('button', { name: 'Save as file' }))
  expect(client.sent).toEqual([{ intent: 'readQuarantined', key }])
  expect(screen.getByRole('status').textContent).toBe('')
  rerender(show({ key: 'aside:personas:1', text: 'something else' }))
  expect(createObjectURL).not.toHaveBeenCalled()
  rerender(show({ key, text: '{"broken' }))
  expect(screen.getByRole('status').textContent).toBe('Saved as hubpass-aside-runs-1.json.')
  expect(createObjectURL).toHaveBeenCalledOnce()
})
