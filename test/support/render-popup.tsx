import { render, screen } from '@testing-library/preact'
import type { State } from '#shared/state'
import { App } from '../../src/popup/App.tsx'
import { createDraftStore } from '../../src/popup/state/draft.ts'
import { stories } from '../stories/popup/popup.stories.ts'
import { FakeBackgroundClient } from './fake-background-client.ts'

export const readyState: State = {
  companion: {
    status: 'ready',
    version: '0.1.0',
    sites: [{ id: 'production', hub: 'https://qlik.example.com:8443' }],
  },
}

/** Renders the popup with its stored state. */
export function renderPopup(link = new FakeBackgroundClient(readyState)): FakeBackgroundClient {
  render(<App client={link} draftStore={createDraftStore(localStorage)} />)
  return link
}

export function storyState(story: string): State {
  const state = stories[story]?.state
  if (state === undefined) throw new Error(`story ${story} has no state`)
  return state
}

/** Returns a text field, with or without a list. */
export const getField = (name: string): HTMLInputElement =>
  screen.queryByRole<HTMLInputElement>('combobox', { name }) ?? screen.getByRole('textbox', { name })
export const getButton = (name: string): HTMLElement => screen.getByRole('button', { name })
