import { useId, useState } from 'preact/hooks'

/** How an option was taken: some do another thing with Ctrl. */
export type Taking = Pick<MouseEvent, 'ctrlKey' | 'metaKey'>

export interface ListboxWish {
  /** Of the options, in their order. The marked one stays marked while others come and go. */
  keys: readonly string[]
  onTake: (index: number, how: Taking) => void
  onClose?: () => void
  /**
   * The field is there for its list alone: Enter means the first option unless another is marked, and an empty list is open too.
   * Without it, Enter is the form's until an arrow key has marked an option.
   */
  isSearch?: boolean
}

/** Options that a list shows at once, and that PageUp and PageDown pass over. */
export const rowsShown = 6

const none = -1

/**
 * A list that opens below a text field, as the combobox pattern of ARIA has it: typing and the arrows open it and mark an option,
 * Enter takes it, Esc closes the list and nothing else. The focus stays in the field.
 */
export function useListbox({ keys, onTake, onClose, isSearch = false }: ListboxWish) {
  const id = useId()
  const [mark, setMark] = useState<{ key?: string | undefined; place: number }>()
  const last = keys.length - 1
  const isOpen = mark !== undefined && (isSearch || last >= 0)
  const found = mark?.key === undefined ? none : keys.indexOf(mark.key)
  // Where the marked one goes itself, its neighbour is.
  const marked = found < 0 ? Math.min(mark?.place ?? none, last) : found

  const markAt = (place: number) => setMark({ key: keys[place], place })
  const close = () => {
    setMark(undefined)
    onClose?.()
  }
  const take = (index: number, how: Taking) => {
    close()
    onTake(index, how)
  }
  // Single steps go round; pages end at the ends.
  const keysOfClosed: Keys = {
    ArrowDown: () => markAt(marked < last ? marked + 1 : 0),
    ArrowUp: () => markAt(marked > 0 ? marked - 1 : last),
  }
  const keysOfOpen: Keys = {
    ...keysOfClosed,
    PageDown: () => markAt(Math.min(last, marked + rowsShown)),
    PageUp: () => markAt(Math.max(0, marked - rowsShown)),
    Escape: close,
    Enter: marked !== none ? how => take(marked, how) : isSearch ? () => {} : undefined,
  }
  return {
    isOpen,
    /** For the field. */
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': isOpen && marked !== none ? optionId(id, marked) : undefined,
      onKeyDown: (event: KeyboardEvent) => {
        const act = (isOpen ? keysOfOpen : keysOfClosed)[event.key]
        // A key may still belong to the writing of a word, as in Japanese.
        if (act === undefined || event.isComposing) return
        event.preventDefault()
        act(event)
      },
    },
    /** To be called at every text that is typed. */
    open: () => setMark({ place: isSearch ? 0 : none }),
    /** To be called when the focus goes elsewhere. */
    close,
    list: { id, keys, marked, onMark: markAt, onTake: take },
  }
}

type Keys = Record<string, ((how: Taking) => void) | undefined>

/** By which the field names the marked option. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`
