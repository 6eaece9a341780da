// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { renderPopup, storyState } from '../../support/render-popup.tsx'

/** After an update of the extension, files that an open page has not loaded yet are gone. */
vi.mock('#ui/components/Causes.tsx', () => ({
  get Causes() {
    throw new Error('no such file')
  },
}))
afterEach(cleanup)

it('RunView shows the general remedy if the causes cannot be loaded', async () => {
  const state = storyState('why')
  expect(state.run?.causes?.length).toBeGreaterThan(0)
  renderPopup(new FakeBackgroundClient(state))
  await vi.dynamicImportSettled()
  expect(await screen.findByText(state.run?.finding?.remedy ?? 'none')).toBeTruthy()
})
