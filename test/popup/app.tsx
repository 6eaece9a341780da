import { render, screen } from '@testing-library/preact'
import type { State } from '#shared/state'
import { App } from '../../src/popup/App.tsx'
import { draftsIn } from '../../src/popup/draft.ts'
import { FakeLink } from './gallery/fake-link.ts'
import { scenes } from './gallery/scenes.ts'

export const readyState: State = {
  companion: {
    status: 'ready',
    version: '0.1.0',
    sites: [{ id: 'production', hub: 'https://qlik.example.com:8443' }],
  },
}

/** The popup as it opens, with what it remembers in `localStorage`. */
export function openPopup(link = new FakeLink(readyState)): FakeLink {
  render(<App link={link} drafts={draftsIn(localStorage)} />)
  return link
}

export function stateOf(scene: string): State {
  const state = scenes[scene]?.state
  if (state === undefined) throw new Error(`scene ${scene} has no state`)
  return state
}

/** A field to type into, with a list of its own or without. */
export const field = (name: string): HTMLInputElement =>
  screen.queryByRole<HTMLInputElement>('combobox', { name }) ?? screen.getByRole('textbox', { name })
export const button = (name: string): HTMLElement => screen.getByRole('button', { name })
