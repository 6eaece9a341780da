import { useId, useState } from 'preact/hooks'

export interface ListboxWish {
  /** How many options there are to choose from. */
  count: number
  onChoose: (index: number) => void
  /** The option that Enter takes without an arrow key; without it Enter is the form's. */
  first?: number
}

/** No option is marked: Enter belongs to the form. */
const none = -1

/**
 * A list that opens below a text field, as the combobox pattern of ARIA has it: typing and ArrowDown open it, the arrows mark an
 * option, Enter takes it, Esc closes the list and nothing else. The focus stays in the field.
 */
export function useListbox({ count, onChoose, first = none }: ListboxWish) {
  const id = useId()
  const [marked, mark] = useState<number>()
  const isOpen = marked !== undefined && count > 0
  const at = Math.min(marked ?? none, count - 1)

  const take = (index: number) => {
    mark(undefined)
    onChoose(index)
  }
  const keys: Record<string, (() => void) | undefined> = {
    ArrowDown: () => mark(isOpen ? (at + 1) % count : 0),
    ArrowUp: () => mark(isOpen && at > 0 ? at - 1 : count - 1),
    Enter: isOpen && at !== none ? () => take(at) : undefined,
    Escape: isOpen ? () => mark(undefined) : undefined,
  }
  return {
    isOpen,
    /** For the field. */
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': isOpen && at !== none ? `${id}-${at}` : undefined,
      onKeyDown: (event: KeyboardEvent) => {
        const act = keys[event.key]
        if (act === undefined || event.isComposing) return
        event.preventDefault()
        act()
      },
      onBlur: () => mark(undefined),
    },
    /** To be called at every text that is typed. */
    open: () => mark(first),
    list: { id, marked: at, onTake: take },
  }
}
