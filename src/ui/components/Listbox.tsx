import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { getOptionId, pageSize, type useListbox } from '../hooks/use-listbox.ts'

/** What `useListbox` tells of its list. */
export type ListboxState = ReturnType<typeof useListbox>['list']

export interface ListboxProps extends Omit<ListboxState, 'onActivate'> {
  label: string
  /** Of each option, in pixels. */
  rowHeight: number
  renderOption: (index: number) => ComponentChildren
  /** Where the pointer marks an option before it takes it. */
  onActivate?: ListboxState['onActivate']
  /** What lies over the options, or says that there are none. */
  children?: ComponentChildren
}

/** The options below a field, over whatever lies there: nothing moves. Of thousands only those in sight are drawn. */
export function Listbox({
  id,
  label,
  keys,
  marked: activeIndex,
  rowHeight,
  renderOption,
  onTake: onSelect,
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
        // The focus stays in the field, which tells readers what is marked; a press must not take it away.
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

/** Scrolls as far as the marked option needs. */
function useScrollToActive(marked: number, rowHeight: number) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const list = box.current
    if (list === null || marked < 0) return
    const lowest = marked * rowHeight
    list.scrollTop = Math.min(lowest, Math.max(list.scrollTop, lowest - (pageSize - 1) * rowHeight))
    setTop(list.scrollTop)
  }, [marked, rowHeight])
  return { box, top, onScroll: () => setTop(box.current?.scrollTop ?? 0) }
}
