// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it, vi } from 'vitest'
import { usePreservedFocus } from '#ui/hooks/use-preserved-focus.ts'

afterEach(cleanup)

let remove: () => void

function Page() {
  const main = usePreservedFocus<HTMLElement>()
  const [isThere, setThere] = useState(true)
  remove = () => setThere(false)
  return (
    <main ref={main}>
      <h2>Personas</h2>
      {isThere && <button type="button">Undo</button>}
    </main>
  )
}

const renderPage = () => {
  render(<Page />)
  return { undo: screen.getByRole('button'), heading: screen.getByRole('heading') }
}

/** As the browser sees it: what was done, then what comes of it. */
const runAct = (what: () => void) => act(async () => what())

it('usePreservedFocus moves the focus of a removed element to the heading without scrolling', async () => {
  const { undo, heading } = renderPage()
  const focus = vi.spyOn(heading, 'focus')
  undo.focus()
  await runAct(remove)
  expect(document.activeElement).toBe(heading)
  expect(focus).toHaveBeenCalledWith({ preventScroll: true })
})

it('usePreservedFocus does nothing if the removed element had lost the focus before', async () => {
  const { undo } = renderPage()
  undo.focus()
  await runAct(() => undo.blur())
  await runAct(remove)
  expect(document.activeElement).toBe(document.body)
})
