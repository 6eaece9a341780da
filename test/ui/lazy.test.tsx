// @vitest-environment happy-dom
import { type FunctionComponent, render } from 'preact'
import { expect, it, vi } from 'vitest'
import { lazy } from '../../src/ui/lazy.tsx'

it('lazy shows a component that loads between render and effects', async () => {
  let come = (_: FunctionComponent): void => {}
  const Late = lazy(() => new Promise<FunctionComponent>(resolve => (come = resolve)))
  const ahead = Late.load()
  const place = document.createElement('div')
  render(<Late />, place)
  come(() => <p>here</p>)
  await ahead
  await vi.waitFor(() => expect(place.textContent).toBe('here'))
})
