// @vitest-environment happy-dom
import { cleanup, fireEvent } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { getButton, renderPopup } from '../../support/render-popup.tsx'

/** After an update of the extension, files that an open page has not loaded yet are gone. */
vi.mock('../../../src/popup/state/load-checks.ts', () => ({
  getLoadedChecks: () => undefined,
  loadChecks: async () => undefined,
}))

afterEach(cleanup)

it('the popup leaves validation to the background if it cannot be loaded', async () => {
  const link = renderPopup()
  fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
  await vi.waitFor(() =>
    expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}, { intent: 'permission' }]),
  )
})
