import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface ListboxProps {
  id: string
  label: string
  marked: number
  onTake: (index: number) => void
  options: readonly { key: string; shown: ComponentChildren }[]
}

/** The options below a field, over whatever lies there: nothing moves. Goes with `useListbox`. */
export function Listbox({ id, label, marked, onTake, options }: ListboxProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => list.current?.children[marked]?.scrollIntoView({ block: 'nearest' }), [marked])
  return (
    // The focus stays in the field, which tells readers what is marked; a press must not take it away.
    <div
      ref={list}
      id={id}
      class="listbox"
      role="listbox"
      aria-label={label}
      onPointerDown={event => event.preventDefault()}
    >
      {options.map(({ key, shown }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
        <div
          key={key}
          id={`${id}-${index}`}
          class="option"
          role="option"
          tabIndex={-1}
          aria-selected={index === marked}
          onClick={() => onTake(index)}
        >
          {shown}
        </div>
      ))}
    </div>
  )
}
