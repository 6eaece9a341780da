import type { PersonaListState } from './use-list.ts'

/** Rows that the list shows at once. */
export const rowsShown = 6

type List = Pick<PersonaListState, 'isOpen' | 'matches' | 'active' | 'open' | 'close' | 'activate'>

/** What a key does to the list; true when it has done something, so that nobody else may. */
export function pressed(key: string, list: List, choose: () => void): boolean {
  const step = steps[key]
  if (step !== undefined) move(list, step)
  else if (!list.isOpen || (key !== 'Enter' && key !== 'Escape')) return false
  else if (key === 'Escape') list.close()
  else choose()
  return true
}

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: rowsShown,
  PageUp: -rowsShown,
}

/** Single steps go round; pages end at the ends. The first step opens the list. */
function move({ isOpen, matches: { length }, active, open, activate }: List, step: number): void {
  const next = active + step
  const isRound = Math.abs(step) === 1
  if (!isOpen) open()
  else if (length > 0) activate(isRound ? (next + length) % length : Math.max(0, Math.min(length - 1, next)))
}
