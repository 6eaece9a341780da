// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/preact'
import { expect, it, vi } from 'vitest'
import { getButton, renderPopup } from '../../support/render-popup.tsx'

/** As after an update of the extension, which takes away the files that an open page has not fetched yet. */
vi.mock('../../../src/popup/state/lazy-validation.ts', () => ({
  getLoadedValidation: () => undefined,
  loadValidation: async () => undefined,
}))

it('leaves what is wrong with a field to the background where the rules cannot be fetched', async () => {
  const link = renderPopup()
  fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
  await vi.waitFor(() =>
    expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}, { intent: 'permission' }]),
  )
})
