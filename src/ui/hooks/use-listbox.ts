import { useId, useState } from 'preact/hooks'

/** The modifier keys of a selection. */
export type SelectModifiers = Pick<MouseEvent, 'ctrlKey' | 'metaKey'>

export interface ListboxOptions {
  /** The keys of the options in order. The active option stays active while others change. */
  keys: readonly string[]
  onSelect: (index: number, modifiers: SelectModifiers) => void
  onClose?: () => void
  /**
   * True for a search field: Enter selects the first option unless another is active, and an empty
   * list is open too. Otherwise Enter submits the form until an arrow key has activated an option.
   */
  isSearch?: boolean
}

/** The number of visible options, which PageUp and PageDown skip. */
export const pageSize = 6

const noOption = -1

/**
 * Implements the ARIA combobox pattern: typing and arrows open the list and activate an option.
 * Enter selects it, Escape closes only the list. The focus stays in the field.
 */
export function useListbox({ keys, onSelect, onClose, isSearch = false }: ListboxOptions) {
  const id = useId()
  const [active, setActive] = useState<{ key?: string | undefined; index: number }>()
  const last = keys.length - 1
  const isOpen = active !== undefined && (isSearch || last >= 0)
  const activeKeyIndex = active?.key === undefined ? noOption : keys.indexOf(active.key)
  // If the active option disappears, its neighbor becomes active.
  const activeIndex = activeKeyIndex < 0 ? Math.min(active?.index ?? noOption, last) : activeKeyIndex

  const activate = (index: number) => setActive({ key: keys[index], index })
  const close = () => {
    setActive(undefined)
    onClose?.()
  }
  const select = (index: number, modifiers: SelectModifiers) => {
    close()
    onSelect(index, modifiers)
  }
  // Arrow keys wrap around; page keys stop at the ends.
  const closedKeys: KeyHandlers = {
    ArrowDown: () => activate(activeIndex < last ? activeIndex + 1 : 0),
    ArrowUp: () => activate(activeIndex > 0 ? activeIndex - 1 : last),
  }
  const openKeys: KeyHandlers = {
    ...closedKeys,
    PageDown: () => activate(Math.min(last, activeIndex + pageSize)),
    PageUp: () => activate(Math.max(0, activeIndex - pageSize)),
    Escape: close,
    Enter:
      activeIndex !== noOption
        ? modifiers => select(activeIndex, modifiers)
        : isSearch
          ? () => {}
          : undefined,
  }
  return {
    isOpen,
    /** The attributes of the field. */
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': isOpen && activeIndex !== noOption ? getOptionId(id, activeIndex) : undefined,
      onKeyDown: (event: KeyboardEvent) => {
        const handleKey = (isOpen ? openKeys : closedKeys)[event.key]
        // The key may belong to an input method, such as for Japanese.
        if (handleKey === undefined || event.isComposing) return
        event.preventDefault()
        handleKey(event)
      },
    },
    /** Call on every input. */
    open: () => setActive({ index: isSearch ? 0 : noOption }),
    /** Call when the focus leaves. */
    close,
    list: { id, keys, activeIndex, onActivate: activate, onSelect: select },
  }
}

type KeyHandlers = Record<string, ((modifiers: SelectModifiers) => void) | undefined>

/** Returns the element id of an option. */
export const getOptionId = (listId: string, index: number): string => `${listId}-${index}`
