import { expect, test } from 'vitest'
import { createSerialQueue } from '../../../src/background/async/serial-queue.ts'

test('serial queue runs tasks in order, whether they succeed or fail', async () => {
  const turns = createSerialQueue()
  const done: string[] = []
  const work = (name: string, isBad = false) =>
    turns.enqueue(async () => {
      done.push(`${name} begins`)
      await Promise.resolve()
      done.push(`${name} ends`)
      if (isBad) throw new Error(name)
      return name
    })
  const all = [work('first'), work('second', true), work('third')]
  expect(turns.isBusy()).toBe(true)
  expect(await Promise.allSettled(all)).toMatchObject([
    { value: 'first' },
    { reason: new Error('second') },
    { value: 'third' },
  ])
  expect(done).toEqual(['first', 'second', 'third'].flatMap(name => [`${name} begins`, `${name} ends`]))
  expect(turns.isBusy()).toBe(false)
})

test('serial queue skips a task that is aborted while waiting, and keeps the order of the others', async () => {
  const turns = createSerialQueue()
  const done: string[] = []
  let end = (): void => {}
  const first = turns.enqueue(() => new Promise<void>(resolve => (end = resolve)))
  const tired = new AbortController()
  const second = turns.enqueue(async () => done.push('second'), tired.signal)
  const third = turns.enqueue(async () => done.push('third'))
  tired.abort(new Error('too long'))
  await expect(second).rejects.toThrow('too long')
  expect(done).toEqual([])
  end()
  await Promise.all([first, third])
  expect(done).toEqual(['third'])
  expect(turns.isBusy()).toBe(false)
})

test('serial queue is not busy once the last task has settled', async () => {
  const turns = createSerialQueue()
  await turns.enqueue(async () => {}).finally(() => expect(turns.isBusy()).toBe(false))
})
