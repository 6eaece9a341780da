import { expect, it } from 'vitest'
import { GroupCommit } from '../../../companion/util/group-commit.ts'

function start(pauseMs?: number) {
  const groups: string[][] = []
  const write = async (texts: readonly string[]) => void groups.push([...texts])
  return { group: new GroupCommit(write, pauseMs), groups }
}

it('texts that come while a group is being written are the next group', async () => {
  const groups: string[][] = []
  let release = () => {}
  const group = new GroupCommit(texts => {
    groups.push([...texts])
    return new Promise(resolve => {
      release = resolve
    })
  })
  const first = group.append('a')
  await expect.poll(() => groups).toEqual([['a']])
  const rest = Promise.all([group.append('b'), group.append('c')])
  release()
  await first
  await expect.poll(() => groups).toEqual([['a'], ['b', 'c']])
  release()
  await rest
})

it('the pause between two groups makes one group of the texts that come in it', async () => {
  const { group, groups } = start(50)
  await group.append('a')
  const second = group.append('b')
  await Promise.resolve()
  await Promise.all([second, group.append('c')])
  expect(groups).toEqual([['a'], ['b', 'c']])
})

it('a flush ends the pause', async () => {
  const { group, groups } = start(600_000)
  await group.append('a')
  const second = group.append('b')
  await Promise.resolve()
  await Promise.all([group.flush(), second])
  expect(groups).toEqual([['a'], ['b']])
})

it('a text whose group cannot be written rejects', async () => {
  const group = new GroupCommit(() => Promise.reject(new Error('the disk is full')))
  await expect(Promise.all([group.append('a'), group.append('b')])).rejects.toThrow('the disk is full')
})
