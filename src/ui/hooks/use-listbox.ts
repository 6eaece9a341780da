import { useId, useState } from 'preact/hooks'

/** How an option was taken: some do another thing with Ctrl. */
export type SelectModifiers = Pick<MouseEvent, 'ctrlKey' | 'metaKey'>

export interface ListboxOptions {
  /** Of the options, in their order. The marked one stays marked while others come and go. */
  keys: readonly string[]
  onSelect: (index: number, how: SelectModifiers) => void
  onClose?: () => void
  /**
   * The field is there for its list alone: Enter means the first option unless another is marked, and an empty list is open too.
   * Without it, Enter is the form's until an arrow key has marked an option.
   */
  isSearch?: boolean
}

/** Options that a list shows at once, and that PageUp and PageDown pass over. */
export const pageSize = 6

const noOption = -1

/**
 * A list that opens below a text field, as the combobox pattern of ARIA has it: typing and the arrows open it and mark an option,
 * Enter takes it, Esc closes the list and nothing else. The focus stays in the field.
 */
export function useListbox({ keys, onSelect, onClose, isSearch = false }: ListboxOptions) {
  const id = useId()
  const [active, setActive] = useState<{ key?: string | undefined; place: number }>()
  const last = keys.length - 1
  const isOpen = active !== undefined && (isSearch || last >= 0)
  const activeKeyIndex = active?.key === undefined ? noOption : keys.indexOf(active.key)
  // Where the marked one goes itself, its neighbour is.
  const activeIndex = activeKeyIndex < 0 ? Math.min(active?.place ?? noOption, last) : activeKeyIndex

  const activate = (place: number) => setActive({ key: keys[place], place })
  const close = () => {
    setActive(undefined)
    onClose?.()
  }
  const select = (index: number, how: SelectModifiers) => {
    close()
    onSelect(index, how)
  }
  // Single steps go round; pages end at the ends.
  const closedKeys: KeyHandlers = {
    ArrowDown: () => activate(activeIndex < last ? activeIndex + 1 : 0),
    ArrowUp: () => activate(activeIndex > 0 ? activeIndex - 1 : last),
  }
  const openKeys: KeyHandlers = {
    ...closedKeys,
    PageDown: () => activate(Math.min(last, activeIndex + pageSize)),
    PageUp: () => activate(Math.max(0, activeIndex - pageSize)),
    Escape: close,
    Enter: activeIndex !== noOption ? how => select(activeIndex, how) : isSearch ? () => {} : undefined,
  }
  return {
    isOpen,
    /** For the field. */
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': isOpen && activeIndex !== noOption ? getOptionId(id, activeIndex) : undefined,
      onKeyDown: (event: KeyboardEvent) => {
        const handleKey = (isOpen ? openKeys : closedKeys)[event.key]
        // A key may still belong to the writing of a word, as in Japanese.
        if (handleKey === undefined || event.isComposing) return
        event.preventDefault()
        handleKey(event)
      },
    },
    /** To be called at every text that is typed. */
    open: () => setActive({ place: isSearch ? 0 : noOption }),
    /** To be called when the focus goes elsewhere. */
    close,
    list: { id, keys, marked: activeIndex, onActivate: activate, onTake: select },
  }
}

type KeyHandlers = Record<string, ((how: SelectModifiers) => void) | undefined>

/** By which the field names the marked option. */
export const getOptionId = (listId: string, index: number): string => `${listId}-${index}`
