// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { useToast } from '#ui/hooks/use-toast.tsx'

afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

function Page() {
  const [toast, show] = useToast()
  return (
    <>
      <button type="button" onClick={() => show('Saved')}>
        Save
      </button>
      {toast}
    </>
  )
}

it('useToast shows a result for ten seconds, which a repetition starts anew', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  render(<Page />)
  const status = screen.getByRole('status', { hidden: true })
  fireEvent.click(screen.getByRole('button'))
  await vi.advanceTimersByTimeAsync(9_000)
  expect(status.textContent).toBe('Saved')
  fireEvent.click(screen.getByRole('button'))
  await vi.advanceTimersByTimeAsync(9_000)
  expect(status.textContent).toBe('Saved')
  await vi.advanceTimersByTimeAsync(1_000)
  vi.useRealTimers()
  await waitFor(() => expect(status.textContent).toBe(''))
})
