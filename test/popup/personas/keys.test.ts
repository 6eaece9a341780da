import { describe, expect, it, vi } from 'vitest'
import { pressed } from '../../../src/popup/personas/keys.ts'
import { personaOf } from '../../doubles/persona.ts'

const matches = Array.from({ length: 20 }, (_, index) => personaOf(`User ${index}`))

function press(key: string, { isOpen = true, active = 0, count = 20 } = {}) {
  const list = { open: vi.fn(), close: vi.fn(), activate: vi.fn() }
  const choose = vi.fn()
  const isDone = pressed(key, { ...list, isOpen, active, matches: matches.slice(0, count) }, choose)
  return { ...list, choose, isDone }
}

describe('an open list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 19, 0],
    ['ArrowUp', 0, 19],
    ['PageDown', 0, 6],
    ['PageDown', 18, 19],
    ['PageUp', 3, 0],
  ])('goes at %s from %d to %d', (key, active, next) =>
    expect(press(key, { active }).activate).toHaveBeenCalledExactlyOnceWith(next),
  )
  it('takes the active one at Enter', () => expect(press('Enter').choose).toHaveBeenCalledOnce())
  it('closes at Escape', () => expect(press('Escape').close).toHaveBeenCalledOnce())
  it('leaves other keys to the field', () => expect(press('ArrowLeft').isDone).toBe(false))
  it('has nowhere to go when it is empty', () => {
    expect(press('ArrowDown', { count: 0, active: -1 }).activate).not.toHaveBeenCalled()
  })
})

describe('a closed list', () => {
  it.each(['ArrowDown', 'ArrowUp'])('opens at %s', key =>
    expect(press(key, { isOpen: false }).open).toHaveBeenCalledOnce(),
  )
  it.each(['Enter', 'Escape'])('leaves %s to the popup', key => {
    const { isDone, choose, close } = press(key, { isOpen: false })
    expect([isDone, choose.mock.calls, close.mock.calls]).toEqual([false, [], []])
  })
})
