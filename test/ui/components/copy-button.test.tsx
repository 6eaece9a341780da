// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { CopyButton } from '#ui/components/CopyButton.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it.each([
  ['Copied', async () => {}],
  [
    'Could not copy',
    async () => {
      throw new Error('blocked')
    },
  ],
])('CopyButton says %s', async (said, writeText) => {
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText)
  render(<CopyButton text="hubpass install" label="Copy" />)
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await screen.findByRole('button', { name: said })).toBeTruthy()
})
