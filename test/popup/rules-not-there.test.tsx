// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/preact'
import { expect, it, vi } from 'vitest'
import { button, openPopup } from './app.tsx'

/** As after an update of the extension, which takes away the files that an open page has not fetched yet. */
vi.mock('../../src/popup/rules.ts', () => ({ rulesNow: () => undefined, fetchRules: async () => undefined }))

it('leaves what is wrong with a field to the background where the rules cannot be fetched', async () => {
  const link = openPopup()
  fireEvent.submit(button('Sign in').closest('form') ?? document.body)
  await vi.waitFor(() =>
    expect(link.asked).toMatchObject([{ intent: 'signIn' }, {}, { intent: 'permission' }]),
  )
})
