import { useEffect, useRef } from 'preact/hooks'
import type { MenuItem } from './menu-items.ts'

export interface MenuProps {
  label: string
  items: readonly MenuItem[]
  onChoose: (item: MenuItem) => void
  onClose: () => void
}

/** Implements the ARIA menu pattern: arrows move, Enter chooses, Escape or leaving closes it. */
export function Menu({ label, items, onChoose, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const buttons = () => [...(menu.current?.querySelectorAll('button') ?? [])]
  useEffect(() => buttons()[0]?.focus(), [])
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={event => {
        const next = getNextButton(event.key, buttons())
        if (next === undefined && event.key !== 'Escape') return
        event.preventDefault()
        if (next === undefined) onClose()
        else next.focus()
      }}
      onFocusOut={event => {
        if (event.relatedTarget instanceof Node && !menu.current?.contains(event.relatedTarget)) onClose()
      }}
    >
      {items.map(item => (
        <button
          key={item.key}
          type="button"
          role="menuitem"
          data-item={item.key}
          data-page={item.open !== undefined}
          tabIndex={-1}
          dir="auto"
          aria-disabled={item.isDisabled === true}
          onClick={() => item.isDisabled === true || onChoose(item)}
        >
          {item.label}
        </button>
      ))}
    </div>
  )
}

/** Returns the button that a key moves to. */
function getNextButton(key: string, buttons: HTMLButtonElement[]): HTMLButtonElement | undefined {
  const at = buttons.findIndex(button => button.matches(':focus'))
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
  const to = steps[key]
  return to === undefined ? undefined : buttons.at(to % buttons.length)
}
