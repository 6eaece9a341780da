import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { getOptionId, pageSize, type useListbox } from '../hooks/use-listbox.ts'

/** The list state that `useListbox` returns. */
export type ListboxState = ReturnType<typeof useListbox>['list']

export interface ListboxProps extends Omit<ListboxState, 'onActivate'> {
  label: string
  /** The height of an option in pixels. */
  rowHeight: number
  renderOption: (index: number) => ComponentChildren
  /** Set if the pointer activates options. */
  onActivate?: ListboxState['onActivate']
  /** Content above the options, or a note that there are none. */
  children?: ComponentChildren
}

/** Shows options over the content below a field. Renders only the visible ones. */
export function Listbox({
  id,
  label,
  keys,
  activeIndex,
  rowHeight,
  renderOption,
  onSelect,
  onActivate,
  children,
}: ListboxProps) {
  const { box, top, onScroll } = useScrollToActive(activeIndex, rowHeight)
  const first = Math.max(0, Math.floor(top / rowHeight) - 1)
  return (
    <div
      class="listbox"
      ref={box}
      style={{ '--row': `${rowHeight}px`, maxBlockSize: `${pageSize * rowHeight + 2}px` }}
      onScroll={onScroll}
    >
      <div
        role="listbox"
        id={id}
        aria-label={label}
        style={{ blockSize: `${keys.length * rowHeight}px` }}
        // Keep the focus in the field, which announces the active option.
        onMouseDown={event => event.preventDefault()}
      >
        {keys.slice(first, first + pageSize + 3).map((key, offset) => {
          const index = first + offset
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
            <div
              key={key}
              id={getOptionId(id, index)}
              class="option"
              role="option"
              tabIndex={-1}
              aria-selected={index === activeIndex}
              aria-posinset={index + 1}
              aria-setsize={keys.length}
              style={{ insetBlockStart: `${index * rowHeight}px` }}
              onMouseMove={() => index === activeIndex || onActivate?.(index)}
              onClick={event => onSelect(index, event)}
            >
              {renderOption(index)}
            </div>
          )
        })}
      </div>
      {children}
    </div>
  )
}

/** Scrolls the active option into view. */
function useScrollToActive(activeIndex: number, rowHeight: number) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const list = box.current
    if (list === null || activeIndex < 0) return
    const lowest = activeIndex * rowHeight
    list.scrollTop = Math.min(lowest, Math.max(list.scrollTop, lowest - (pageSize - 1) * rowHeight))
    setTop(list.scrollTop)
  }, [activeIndex, rowHeight])
  return { box, top, onScroll: () => setTop(box.current?.scrollTop ?? 0) }
}
