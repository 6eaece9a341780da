// @vitest-environment happy-dom
import { cleanup, fireEvent } from '@testing-library/preact'
import { afterAll, expect, it, vi } from 'vitest'

/** After an update of the extension, files that an open page has not loaded yet are gone. */
vi.mock('../../../src/popup/state/load-field-errors.ts', () => ({
  getLoadedFieldErrors: () => undefined,
  loadFieldErrors: async () => undefined,
}))

/** Test files share their modules: load the popup with the mock, and leave none of it to the next file. */
async function loadPopup() {
  vi.resetModules()
  const { setLanguage } = await import('../../stories/locales.ts')
  setLanguage('en')
  return import('../../support/render-popup.tsx')
}
afterAll(() => {
  cleanup()
  vi.resetModules()
})

it('the popup leaves validation to the background if it cannot be loaded', async () => {
  const { getButton, renderPopup } = await loadPopup()
  const link = renderPopup()
  fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
  await vi.waitFor(() =>
    expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}, { intent: 'permission' }]),
  )
})
