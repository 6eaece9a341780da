import { render, type VNode } from 'preact'
import { act } from 'preact/test-utils'

/**
 * Replaces the page and runs the effects of the new one before it returns. A test then finds the
 * elements that stay, not those of the first frame.
 */
export function draw(page: VNode): void {
  render(null, document.body)
  void act(() => render(page, document.body))
}
